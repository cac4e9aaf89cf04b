from history.outline import Bullets, Definitions, Grid, Prose, groups
from history.rendering import environment
from history.settings import SiteSettings
from policy.model.readings import Block, BlockKind

BLOCKS = (
    Block(BlockKind.PARAGRAPH, "What we hold:"),
    Block(BlockKind.TERM, "Name", level=1),
    Block(BlockKind.DESCRIPTION, "Erased <after> 24 months.", level=2),
    Block(BlockKind.TERM, "Card", level=1),
    Block(BlockKind.ITEM, "by the bank", level=1),
)


def test_terms_and_descriptions_stand_together() -> None:
    assert groups(BLOCKS) == (Prose(BLOCKS[0]), Definitions(BLOCKS[1:4]), Bullets(BLOCKS[4:]))


def test_a_header_row_is_not_shown_twice() -> None:
    head = ("What", "How long")
    rows = (
        Block(BlockKind.ROW, "What | How long", cells=head),
        Block(BlockKind.ROW, "Logs | 30 days", cells=("Logs", "30 days"), head=head),
    )
    assert groups(rows) == (Grid(head, (("Logs", "30 days"),)),)
    assert groups(rows[:1]) == (Grid((), (head,)),)


def test_a_definition_list_is_shown_as_one() -> None:
    shown = str(environment(SiteSettings("https://watch.example"), "en").get_template("text.html").module.body(BLOCKS))  # type: ignore[attr-defined]
    assert " ".join(shown.split()).split("<dl>")[1].split("</dl>")[0].strip() == (
        '<dt class="depth-1" dir="auto">Name</dt> <dd dir="auto">Erased &lt;after&gt; 24 months.</dd> '
        '<dt class="depth-1" dir="auto">Card</dt>'
    )
