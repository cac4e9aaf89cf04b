"""A policy of an invented company, in two editions, as a site serves it."""

POLICY = """<!doctype html><html lang="en"><head><title>Privacy policy – Acme</title></head><body>
<header><nav><a href="/">Home</a> <a href="/shop">Shop</a> <a href="/jobs">Jobs</a></nav></header>
<main><h1>Privacy policy</h1><p>Last updated: 1 March 2026</p>
<p>This privacy policy explains which personal data Acme Ltd collects, why we use it, and which choices you have.</p>
<h2>Data we collect</h2>
<p>When you open an account we collect your full name, your e-mail address and your date of birth. We use this
personal data to provide the service and to answer your questions.</p>
<ul><li>your IP address</li><li>the pages you visit</li></ul>
<h2>Retention</h2>
<p>We keep your personal data for 12 months after you close your account. After that we delete it.</p>
<h2>Contact</h2>
<p>Questions about this policy? Write to privacy@acme.example and we will answer within two weeks.</p>
</main><footer>© Acme Ltd</footer></body></html>"""

CHANGED = POLICY.replace("privacy@acme.example", "data@acme.example").replace("12 months", "36 months")


def noisy(html: str, nonce: str) -> str:
    """The same words under mark-up that differs at each request."""
    return (
        html.replace(
            "<main>", f'<!-- {nonce} --><main data-request="{nonce}"><script nonce="{nonce}">var a="{nonce}"</script>'
        )
        .replace("<p>", f'<p class="p-{nonce}">')
        .replace("<nav>", f'<nav data-token="{nonce}">')
    )
