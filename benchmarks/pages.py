"""Made-up pages of policies, real-looking, and where the farm serves them: 115 KB each, spread over 250 hosts."""

import random
from dataclasses import dataclass
from functools import cache

HOSTS = 250
SIZE = 115_000  # bytes of a page, about
_SECTIONS = (
    "Who we are", "What we collect", "How we use your data", "Whom we share it with", "Where we keep it",
    "How long we keep it", "Your rights", "Cookies", "Children", "Security", "Changes to this policy", "Contact",
)  # fmt: skip
_SUBJECTS = (
    "your e-mail address", "your postal address", "your purchase history", "the pages you visit",
    "your approximate location", "the messages you send us", "your payment card", "your date of birth",
)  # fmt: skip
_ACTS = ("We collect {0} when you open an account.", "We use {0} to deliver what you ordered.",
         "We share {0} with carriers and payment services.", "We keep {0} for {1} months after your last order.",
         "You may ask us for a copy of {0} within {1} days.", "We never sell {0} to anybody.")  # fmt: skip
_REASONS = (
    "because the law asks it of us", "so that the service works as you expect", "to answer you when you write",
    "to find and mend mistakes", "to keep the accounts of others safe", "as the contract with you requires",
)  # fmt: skip


def host(number: int) -> str:
    """The address of one of the hosts, all of them this machine."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


def addresses(port: int, pages: int) -> tuple[str, ...]:
    """Where each policy is, spread over the hosts in turn."""
    return tuple(f"http://{host(number % HOSTS)}:{port}/legal/{number}" for number in range(pages))


@dataclass(frozen=True, slots=True)
class FarmPage:
    """One policy page, cut where tokens rotate."""

    head: bytes
    middle: bytes
    tail: bytes

    def bytes(self, token: str) -> bytes:
        return token.encode().join((self.head, self.middle, self.tail))


def page(number: int, edition: int, around: tuple[str, str]) -> FarmPage:
    """The page of that policy."""
    title, (before, after) = f"Privacy policy of Service {number}", around
    head = f'<!doctype html><html lang="en"><head><title>{title}</title><meta name="csrf" content="'
    middle = f'"></head><body>{before}<main><h1>{title}</h1>{policy(number, edition)}</main><div data-nonce="'
    return FarmPage(head.encode(), middle.encode(), f'"></div>{after}</body></html>'.encode())


@cache
def policy(number: int, edition: int) -> str:
    """The words of a policy; each edition keeps data for longer than the one before, and has another address."""
    chance = random.Random(number)
    parts = []
    for heading in _SECTIONS:
        lines = [_paragraph(chance) for _ in range(6)]
        items = "".join(f"<li>{subject}, {chance.choice(_REASONS)}</li>" for subject in chance.sample(_SUBJECTS, 4))
        parts.append(f"<h2>{heading}</h2>" + "".join(f"<p>{line}</p>" for line in lines) + f"<ul>{items}</ul>")
    desk = f"office-{edition}" if edition > 1 else "privacy"
    contact = f"{desk}@s{number}.example"
    kept = f"<p>We keep your account data for {12 * edition} months. Write to {contact} with any question.</p>"
    return "".join((*parts, kept))


def _paragraph(chance: random.Random) -> str:
    acts = chance.sample(_ACTS, 3)
    return " ".join(
        f"{act.format(chance.choice(_SUBJECTS), chance.randint(2, 60))[:-1]} {chance.choice(_REASONS)}." for act in acts
    )


def chrome(chance: random.Random) -> tuple[str, str]:
    """What stands before and after a policy on a real page: scripts, menus, drawings, a footer full of links."""
    words = ["".join(chance.choice("aeioukstnrmpl") for _ in range(chance.randint(3, 9))) for _ in range(400)]

    def links(count: int) -> str:
        return "".join(
            f'<li class="nav-item nav-{place}"><a href="/{chance.choice(words)}/{chance.choice(words)}" '
            f'class="link link--{chance.choice(words)}" data-track="{chance.choice(words)}">{chance.choice(words)}</a>'
            for place in range(count)
        )

    state = ",".join(f'"{chance.choice(words)}":"{chance.choice(words)}{place}"' for place in range(1_600))
    path = " ".join(f"L{chance.randint(0, 99)} {chance.randint(0, 99)}" for _ in range(700))
    before = (
        f"<script>window.__STATE__={{{state}}};</script><header><nav><ul>{links(90)}</ul></nav></header>"
        f'<svg viewBox="0 0 99 99"><path d="M0 0 {path}"/></svg>'
    )
    after = f"<footer><ul>{links(110)}</ul><p>© Example</p></footer><script>({state!r}.length)</script>"
    return before, after
