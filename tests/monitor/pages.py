"""Policies of an invented company, as files and as pages."""

RETENTION = "We keep your order details for {days} days after delivery and then delete them."


def policy(days: int = 30, contact: str = "dpo@acme.example") -> str:
    """A small privacy policy in Markdown."""
    return f"""# Privacy Policy

This policy explains how Acme uses personal data when you buy from our shop, and what you can ask of us.

## Data we collect

We collect your name and your e-mail address when you place an order with us.

## Retention

{RETENTION.format(days=days)}

## Contact

You can reach our data protection officer at {contact} if you have any questions about this policy.
"""


def html(title: str, *body: str) -> str:
    return f"<!doctype html><html lang=en><head><title>{title}</title></head><body>{''.join(body)}</body></html>"


def links(*anchors: tuple[str, str]) -> str:
    return "<footer>" + "".join(f'<a href="{href}">{text}</a>' for href, text in anchors) + "</footer>"


def policy_page(title: str = "Privacy Policy") -> str:
    """A policy as a page, with a menu around it."""
    text = "".join(
        f"<h2>{number}. {heading}</h2><p>We explain here in whole sentences how Acme handles {heading.lower()}, "
        "why it is necessary for the contract with you, and what you can ask of us at any time.</p>"
        for number, heading in enumerate(("Data we collect", "Purposes", "Retention", "Your rights", "Contact"), 1)
    )
    return html(f"{title} | Acme", "<nav><a href=/>Home</a></nav>", f"<main><h1>{title}</h1>{text}</main>")
