"""Pages that are nothing until their scripts have run, each in another way."""

POLICY = "<h1>Privacy policy</h1>" + "".join(
    f"<h2>{number}. {title}</h2><p>{text}</p>"
    for number, (title, text) in enumerate(
        (
            ("Data we collect", "We collect your name and your e-mail address when you open an account with Acme."),
            ("Purposes", "We use this personal data to send the goods you have ordered, and for nothing else."),
            ("Retention", "We delete your personal data 30 days after you have closed your account with us."),
            ("Your rights", "You may ask us for access, correction and erasure: write to privacy@acme.example."),
        ),
        start=1,
    )
)


def shell(script: str) -> str:
    """A single-page application before its script has run; `policy` is what it will show, `show` shows it."""
    return f"""<!doctype html><html lang="en"><head><title>Acme</title></head><body><div id="root"></div>
<noscript>You need to enable JavaScript to run this app.</noscript>
<script>
const policy = {POLICY!r};
const show = (more = "") => {{ document.getElementById("root").innerHTML = policy + more; }};
{script}
</script></body></html>"""


LATE = shell("setTimeout(show, 300);")
IN_TWO_STEPS = shell("setTimeout(show, 200); setTimeout(() => show('<p>Effective 1 March 2026.</p>'), 1000);")
FETCHED = shell("fetch('/api/policy').then((answer) => answer.text()).then(show);")
RESTLESS = shell("show(); setInterval(() => { document.body.append(document.createElement('p')); }, 50);")
LOOPING = shell("show(); setTimeout(() => { while (true) {} }, 100);")
HUGE = shell("show('<p>' + 'x'.repeat(3000000) + '</p>');")
REMEMBERING = shell("""
const before = document.cookie + (localStorage.getItem('seen') || '');
document.cookie = 'seen=cookie; max-age=99999';
localStorage.setItem('seen', 'storage');
show(`<p>Before: ${before || 'nothing'}.</p>`);
""")
UNTIL_REACHED = shell("""
show('<div style="height: 9000px"></div><section id=late></section>');
new IntersectionObserver((seen, watch) => {
    if (!seen[0].isIntersecting) return;
    watch.disconnect();
    const sale = '<h2>5. Sale</h2><p>We sell nothing of what we know of you.</p>';
    setTimeout(() => { seen[0].target.innerHTML = sale; }, 300);
}).observe(document.getElementById('late'));
""")
SHADOWED = shell("""
const host = document.getElementById('root');
host.innerHTML = '<p slot=lead>We changed this policy in March because we opened a shop.</p>';
setTimeout(() => {
    const tree = host.attachShadow({mode: 'closed'});
    tree.innerHTML = '<acme-text></acme-text><slot name=lead></slot>';
    tree.querySelector('acme-text').attachShadow({mode: 'open'}).innerHTML = policy;
}, 300);
""")
GREEDY = shell("""
const held = [];
try { while (held.length < 48) held.push(new Uint8Array(1 << 26).fill(7)); } catch (error) { }
show(`<p>Held: ${held.length * 64} MiB.</p>`);
""")
LYING = shell("""
Object.defineProperty(document, 'body', {get: () => ({innerText: 'x'.repeat(1000)})});
document.getElementsByTagName = () => [];
setTimeout(show, 700);
""")


def sending_to(address: str) -> str:
    return shell(f"location.replace({address!r});")


def trying_every_door(host: str, port: int) -> str:
    """Tries to reach an address in every way a page has, and the metadata service too; then shows the policy."""
    return shell(f"""
const there = "http://{host}:{port}", at = "{host}:{port}", link = "http://169.254.169.254/latest/meta-data/";
const quietly = (act) => {{ try {{ return act(); }} catch (error) {{ return null; }} }};
const put = (name, fields) => document.head.append(Object.assign(document.createElement(name), fields));
const asked = [there, link, "/hop", "http://127.0.0.1:{port}/", "http://localhost:{port}/"].map((address) =>
    fetch(address, {{mode: "no-cors"}}).then(() => "came", () => "refused"));
quietly(() => new WebSocket(`ws://${{at}}/`));
quietly(() => new WebSocket(`wss://${{at}}/`));
quietly(() => new EventSource(there));
quietly(() => navigator.sendBeacon(there, "x"));
quietly(() => new Worker(URL.createObjectURL(new Blob([
    `try {{ importScripts("${{there}}/w.js"); }} catch (e) {{}} fetch("${{there}}", {{mode: "no-cors"}});
     new WebSocket("ws://${{at}}/"); try {{ new WebTransport("https://${{at}}/"); }} catch (e) {{}}`]))));
quietly(() => navigator.serviceWorker.register("/worker.js"));
quietly(() => window.open(there));
quietly(() => new WebTransport(`https://${{at}}/`));
quietly(() => {{
    const peer = new RTCPeerConnection({{iceServers: [{{urls: `stun:${{at}}`}},
        {{urls: `turn:${{at}}?transport=tcp`, username: "u", credential: "c"}}]}});
    peer.createDataChannel("x");
    peer.createOffer().then((offer) => peer.setLocalDescription(offer));
}});
put("img", {{src: there}});
put("img", {{src: "/hop"}});
put("script", {{src: there}});
put("script", {{src: "/hop"}});
for (const rel of ["stylesheet", "preconnect", "dns-prefetch", "prefetch", "preload", "icon", "modulepreload"])
    put("link", {{rel, href: there, as: "script"}});
document.body.insertAdjacentHTML("beforeend", `<iframe src="${{there}}"></iframe><iframe src="/hop"></iframe>
    <iframe srcdoc='<img src="${{there}}"><script src="${{there}}"><\\/script>'></iframe>
    <object data="${{there}}"></object><embed src="${{there}}"><video src="${{there}}"></video>
    <style>@import "${{there}}"; @font-face {{ font-family: x; src: url("${{there}}"); }} b {{ font-family: x }}</style>
    <b>b</b><form action="${{there}}" method="post" target="_blank" id="f"></form>`);
quietly(() => document.getElementById("f").submit());
Promise.all(asked).then((answers) => show(`<p>Asked: ${{answers.join(" ")}}.</p>`));
""")
