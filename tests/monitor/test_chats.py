"""A chat service as written in the settings: its address from the environment, behind the crawler's guard."""

import pickle

import pytest

from monitor.settings import load
from monitor.tables import SettingsError
from notifications.channels import ChatSettings
from tests.monitor.conftest import Watch

CHAT = '\n[channels.chat]\ntype = "apprise"\n'
ADDRESS = {"CLAUSEWATCH_CHAT_URL": "tgram://123456789:abcdefg/counsel"}


@pytest.fixture
def chatting(watch: Watch) -> Watch:
    watch.settings.write_text(watch.settings.read_text("utf-8") + CHAT, "utf-8")
    return watch


def test_a_chat_has_its_address_from_the_environment_and_a_guard_that_can_go_along(chatting: Watch) -> None:
    settings = load(chatting.settings, ADDRESS)
    way = settings.channels["chat"]
    assert isinstance(way, ChatSettings)
    assert (way.url, way.timeout) == (ADDRESS["CLAUSEWATCH_CHAT_URL"], 60.0)
    guard = pickle.loads(pickle.dumps(way.guard))  # noqa: S301 – our own, as the channel's process gets it
    assert (guard("127.0.0.1"), guard("93.184.215.14")) == (False, True)
    assert "abcdefg" not in repr(settings)


@pytest.mark.parametrize(
    ("environment", "complaint"),
    [({}, "set CLAUSEWATCH_CHAT_URL"), ({"CLAUSEWATCH_CHAT_URL": "abcdefg"}, "looks like tgram://")],
)
def test_a_chat_without_a_right_address_is_refused(
    environment: dict[str, str], complaint: str, chatting: Watch
) -> None:
    with pytest.raises(SettingsError, match=complaint) as refusal:
        load(chatting.settings, environment)
    assert "abcdefg" not in str(refusal.value)


def test_an_address_in_the_file_is_refused(chatting: Watch) -> None:
    chatting.replace(CHAT, CHAT + 'url = "tgram://123456789:abcdefg/counsel"\n')
    with pytest.raises(SettingsError, match="Take it out and set CLAUSEWATCH_CHAT_URL"):
        load(chatting.settings, ADDRESS)


def test_a_chat_that_is_given_no_time_is_refused(chatting: Watch) -> None:
    chatting.replace(CHAT, CHAT + 'timeout = "0s"\n')
    with pytest.raises(SettingsError, match=r'channels.chat.timeout = "0s": must be longer than nothing'):
        load(chatting.settings, ADDRESS)
