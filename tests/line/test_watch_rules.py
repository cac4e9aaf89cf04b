"""An operator's own rule, from the settings to the archive and the inbox."""

from pathlib import Path

from policy.model.changes import Kind, Severity
from tests.line.house import line, text_of, write
from tests.line.policies import POLICY
from tests.support.site import Site, page

RULE = """
[[watch]]
name = "Letters"
severity = "critical"
terms = ["letter*"]
"""
CHANGED = POLICY.replace("within two weeks.", "within two weeks, by letter.")


async def test_a_rule_of_the_settings_is_kept_and_told_by_its_name(tmp_path: Path) -> None:
    async with Site(privacy=page(POLICY)) as site:
        write(tmp_path, {"acme": site.url("privacy")})
        settings = tmp_path / "clausewatch.toml"
        settings.write_text(settings.read_text("utf-8") + RULE, "utf-8")
        with line(tmp_path) as watch:
            await watch.look()
            site.pages["/privacy"] = page(CHANGED)
            await watch.look_twice()
            watch.tell()
            (change,) = watch.changes()
            (mail,) = watch.mails()
    (one,) = [finding for finding in change.findings if finding.kind is Kind.WATCH_RULE]
    assert (one.severity, one.rule) == (Severity.CRITICAL, "watch/Letters")
    assert "Letters" in text_of(mail)
    assert "by letter" in text_of(mail)
