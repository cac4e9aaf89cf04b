"""What holds for every test."""

from hypothesis import settings

# No test is timed: how long a case takes says how busy the machine is.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
