import pytest

from policy.model.readings import BlockKind, Reading, Source, Suspicion
from policy.reading import read


def reading(body: str, content_type: str | None = None) -> Reading:
    return read((Source("https://acme.example/privacy", content_type, body.encode()),))


MARKDOWN = "# Privacy policy\n\nWe collect data.\n\n## Retention\n\nWe keep it for 30 days.\n\n* name\n* address\n"
HTML = (
    "<html><body><h1>Privacy policy</h1><p>We collect data.</p><h2>Retention</h2><p>We keep it for 30 days.</p>"
    "<ul><li>name</li><li>address</li></ul></body></html>"
)


def test_the_same_words_have_the_same_hash_in_every_form() -> None:
    assert reading(MARKDOWN).text_sha256 == reading(HTML).text_sha256


def test_headings_make_a_tree_of_sections() -> None:
    first, second = reading(HTML).sections
    assert (first.path, second.path) == (("Privacy policy",), ("Privacy policy", "Retention"))
    assert [block.kind for block in second.blocks] == [BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ITEM]


def test_a_page_without_text_is_suspect() -> None:
    assert Suspicion.EMPTY in reading("<html><body></body></html>").quality.suspicions


def test_bytes_that_are_no_text_are_suspect() -> None:
    assert read((Source("https://acme.example/", None, bytes(range(32)) * 40),)).quality.suspicions == (
        Suspicion.UNREADABLE,
    )


@pytest.mark.parametrize("mark_up", ["<div>Privacy policy</div>", "<div class='x'>Privacy policy</div>"])
def test_a_title_in_a_plain_block_before_the_document_is_its_title(mark_up: str) -> None:
    body = "".join(f"<h2>Part {part}</h2><p>We keep what you write to us for thirty days.</p>" for part in range(4))
    found = reading(f"<html><head><title>Privacy policy</title></head><body>{mark_up}<div>{body}</div></body></html>")
    assert (found.sections[0].level, found.sections[0].heading) == (1, "Privacy policy")
