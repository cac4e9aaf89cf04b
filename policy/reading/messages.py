"""What pages say of themselves when they are not the document, in the languages we meet most.

Only short pages are asked: policies speak of errors, passwords and robots, too. One line a language where it helps.
"""

import re


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


ERROR = _any(
    r"^\W*(?:error\s*)?(?:40[0134]|410|50[0234])\b|\b(?:40[34]|50[0234])\s*[-–—|:]|\bnot found\b|\bforbidden\b",
    r"(?:page|file|site|url|resource|content|document)(?: you(?:'re| are| were) looking for| you requested)?"
    r"(?: \w+){0,3} (?:not found|(?:does not|doesn't|no longer) exists?|no longer (?:available|here)|"
    r"(?:could not|couldn't|can't|cannot) be (?:found|displayed)|is unavailable|(?:was|been) (?:re)?moved|"
    r"moved (?:on|away)|is gone)",
    r"(?:can't|cannot|couldn't|could not)(?: seem to)? (?:find|locate) (?:that|this|the|what)|"
    r"(?:link|address|url) (?:that )?you (?:followed|typed|entered|clicked)|lost\? this page",
    r"access (?:is )?(?:denied|forbidden)|internal server error|bad gateway|gateway time-?out|"
    r"service (?:is )?(?:temporarily )?(?:unavailable|not available)|something went wrong|"
    r"an error (?:has )?occurred|this page isn't available|you have been blocked|"
    r"request (?:was )?(?:blocked|rejected)|temporarily limited|not available in your (?:country|region)",
    r"page (?:introuvable|non trouvée|inexistante)|page (?:que vous (?:cherchez|recherchez|demandez) )?(?:n'existe|"
    r"n’existe|est introuvable|a (?:peut-être )?été (?:déplacée|supprimée))|erreur \d{3}|accès (?:refusé|interdit)|"
    r"une erreur (?:est survenue|s'est produite)",
    r"seite (?:wurde |konnte )?(?:leider )?nicht gefunden|seite (?:existiert|ist) nicht|"
    r"seite nicht (?:gefunden|verfügbar)|seite konnte (?:leider )?nicht|"
    r"zugriff verweigert|fehler \d{3}|ein fehler ist aufgetreten",
    r"página (?:no encontrada|que (?:buscas?|busca usted) no|no existe|no (?:está )?disponible)|"
    r"no (?:hemos encontrado|encontramos) la página|acceso denegado|se ha producido un error",
    r"página (?:não encontrada|não existe|que você procura)|acesso negado|ocorreu um erro",
    r"pagina (?:non trovata|non esiste|che cerchi|inesistente)|accesso negato|si è verificato un errore",
    r"pagina (?:niet gevonden|bestaat niet|die (?:u|je) zoekt)|toegang geweigerd|er is (?:iets|een fout)",
    r"halaman (?:tidak (?:ditemukan|tersedia|ada)|yang (?:anda|kamu) cari)|akses ditolak|terjadi kesalahan",
    r"страниц[аы] (?:не найдена|не существует|нет|удалена)|такой страницы|запрашиваемая страница|доступ запрещ|"
    r"произошла ошибка|ошибка \d{3}",
    r"ページ(?:が|は)(?:見つかりません|存在しません|削除され|表示できません)|ページは見つかりません|アクセスが拒否|"
    r"エラーが発生",
    r"找不到(?:页面|该页)|頁面不存在|页面不存在|访问被拒绝|페이지를 찾을 수 없|sidan (?:hittades inte|finns inte)|"
    r"nie znaleziono strony|strona nie istnieje|sayfa bulunamadı",
)
BOT = _any(
    r"just a moment|checking (?:your browser|if the site connection is secure)|attention required|"
    r"pardon our interruption|one more step",
    r"(?:are|verify|prove|confirm|sure)(?: that)? you(?: are|'re)? (?:not )?(?:a )?(?:human|robot|bot)\b|"
    r"are you a (?:human|robot)|not a robot|unusual (?:traffic|activity) from|"
    r"complete (?:the|a) (?:security check|captcha)|"
    r"performance (?:&|and) security by cloudflare|press (?:&|and) hold|"
    r"ddos protection by",
    r"vérif\w+ que vous (?:êtes|n'êtes)|vous n['’]êtes pas un robot|vérification de sécurité",
    r"(?:dass sie|du) (?:ein mensch|kein (?:ro)?bot)|sicherheits(?:prüfung|überprüfung)",
    r"no eres un robot|no es un robot|comprobación de seguridad|verifica que eres humano",
    r"não é um robô|verificação de segurança|non sei un robot|non sei un bot|geen robot",
    r"bukan robot|pemeriksaan keamanan|verifikasi bahwa anda manusia",
    r"вы не робот|проверка безопасности|ваш браузер проверяется",
    r"ロボットでは(?:ない|あり)|セキュリティ(?:確認|チェック)|不是机器人|安全验证|로봇이 아닙",
)
LOGIN = _any(
    r"(?:log|sign) ?in to (?:continue|view|access|your account|see)|(?:please|you must|you need to) (?:log|sign) ?in|"
    r"forgot(?:ten)? (?:your )?password",
    r"connectez-vous pour|vous devez (?:vous connecter|être connecté)|mot de passe oublié|identifiez-vous",
    r"melden sie sich an|bitte (?:melde|loggen)|passwort vergessen",
    r"inicia(?:r)? sesión para|debes? iniciar sesión|olvida(?:ste|do) (?:tu|su) contraseña",
    r"faça login para|esqueceu (?:a|sua) senha|accedi per|password dimenticata|log in om|wachtwoord vergeten",
    r"silakan (?:masuk|login)|harus (?:masuk|login)|lupa (?:kata sandi|password)",
    r"войдите,? (?:чтобы|в свою)|забыли пароль|необходимо авторизоваться",
    r"ログインして(?:ください|続行)|パスワードを(?:お忘れ|忘れた)|请登录|忘记密码",
)
SCRIPT = _any(
    r"(?:enable|activate|turn on|requires?|need|without) (?:your )?java ?script",
    r"javascript (?:is|to be|must be|has to be|required)|browser (?:is not supported|does not support)",
    r"activer (?:le )?javascript|javascript (?:aktivieren|zu aktivieren|einschalten)|"
    r"aktivieren sie (?:bitte )?javascript",
    r"(?:habilitar?|activar?|ative|attiva(?:re)?|abilita(?:re)?) javascript|javascript (?:in|aan)schakelen|"
    r"schakel javascript in",
    r"aktifkan javascript|включит[ье] javascript|javascript ?(?:を|が)(?:有効|無効)|启用 ?javascript",
)
LOADING = re.compile(
    r"^\W*(?:loading|please wait|chargement|wird geladen|lädt|cargando|carregando|caricamento|laden|memuat|загрузка|"
    r"読み込み中|加载中)\W*$",
    re.IGNORECASE,
)
PARKED = _any(
    r"(?:buy|purchase|own) this domain|(?:domain|website)(?: name)?(?: [\w.-]+)? (?:is|may be) "
    r"(?:available for (?:purchase|sale)|for sale|parked)|this domain (?:is registered|has expired|name has)|"
    r"domain parking|parked (?:free|domain)|hugedomains|sedoparking|domain[\w .-]{1,60}available for purchase",
    r"(?:nom de )?domaine (?:est )?(?:en vente|à vendre)|ce (?:nom de )?domaine est|[\w-]\.\w+ est à vendre",
    r"domain (?:steht|ist) (?:zum verkauf|zu verkaufen)|diese domain (?:steht|ist)|steht zum verkauf|"
    r"domain [\w.-]+ kann (?:erworben|gekauft)",
    r"dominio (?:[\w.-]+ )?(?:está|se encuentra) (?:en venta|aparcado|a la venta)|domínio (?:está )?à venda|"
    r"dominio (?:è )?in vendita|domein is te koop",
    r"domain (?:ini )?(?:dijual|tersedia untuk dibeli)|domain[\w .-]{1,60}tersedia untuk dibeli",
    r"домен[\w .-]{0,60}(?:продаётся|продается|припаркован)|купить (?:этот )?домен",
    r"このドメインは|ドメイン(?:の購入|は販売)|域名(?:出售|正在出售)",
)
MAINTENANCE = _any(
    r"(?:under|down for|scheduled|planned|undergoing|performing) (?:\w+ )?maintenance|"
    r"(?:we'll|we will) be (?:right )?back|be back (?:soon|shortly)|"
    r"temporarily offline|coming soon|under construction",
    r"en (?:cours de )?maintenance|maintenance en cours|"
    r"revenons (?:très )?(?:vite|bientôt)|momentanément indisponible",
    r"wartungs(?:arbeiten|modus)|(?:wird|gerade) (?:gerade )?gewartet|in kürze wieder|^\W*wartung\W*$",
    r"en mantenimiento|tareas de mantenimiento|em manutenção|in manutenzione|in onderhoud",
    r"(?:sedang )?(?:dalam|melakukan) (?:pemeliharaan|perbaikan)|sedang diperbaiki",
    r"технические работы|технических работ|сайт временно недоступен|メンテナンス中|维护中|점검 중",
)
CONSENT = _any(
    r"(?:accept|allow|reject|refuse|decline) all(?: cookies)?\b|accept cookies|we value your privacy|"
    r"before you continue|manage (?:my )?(?:preferences|cookies|choices|options)|more options",
    r"tout (?:accepter|refuser)|continuer sans accepter|accepter et fermer|paramétrer mes choix",
    r"alle (?:cookies )?(?:akzeptieren|ablehnen|annehmen|zulassen)|nur notwendige",
    r"(?:aceptar|rechazar) todo|(?:aceitar|rejeitar) tod|(?:accetta|rifiuta) tutt|alles (?:accepteren|weigeren)",
    r"(?:terima|tolak|izinkan) semua|(?:принять|отклонить|разрешить) вс[её]|"
    r"すべて(?:に)?(?:同意|拒否|許可)|全部(?:接受|拒绝)",
)
CONSENT_OPENING = _any(
    r"(?:\d{1,4} )?partners?\b.{0,60}\b(?:store|access|process)|we value your privacy|"
    r"your privacy (?:matters|is important)|before you continue",
    r"\d{1,4} partenaires|vie privée est notre priorité|respect de votre vie privée",
    r"\d{1,4} partner\b|ihre privatsphäre ist uns|wir respektieren ihre privatsphäre",
    r"\d{1,4} socios|privacidad es importante|\d{1,4} parceiros|\d{1,4} partner|la tua privacy|\d{1,4} partners",
    r"\d{1,4} mitra|menghargai privasi|\d{1,4} (?:наших )?партн|ценим вашу конфиденциальность|"
    r"\d{1,4}社のパートナー|プライバシーを尊重",
)

# Single words that say what a short page is once it is known to be no policy; in a policy they would say nothing.
_SALE = r"sale|sell|buy|inquire|vend|vente|offre|verkauf|angebot|venta|precio|jual|beli|прода|куп|販売|購入|出售"
HINTS = {
    "parked": _any(
        rf"(?:domai?n|dominio|domínio|домен|ドメイン|域名)\w*"
        rf"[\s\S]{{0,200}}(?:{_SALE}|park|aparcad|парк)"
    ),
    "maintenance": _any(
        r"maintenance|back (?:soon|later|shortly)|polishing|"
        r"revenir plus tard|bientôt de retour|mise à jour de notre site",
        r"wartung|später (?:wieder|noch)|vorübergehend nicht|"
        r"mantenimiento|volvemos|manutenção|manutenzione|onderhoud",
        r"pemeliharaan|perbaikan|segera kembali|обслуживани|"
        r"плановые работы|зайдите позже|скоро вернёмся|メンテナンス|维护",
    ),
    "bot-wall": _any(
        r"\bhuman\b|robot|captcha|connection is secure|humain|"
        r"connexion est sécurisée|\bmensch\b|browser wird (?:über|ge)prüft",
        r"eres una persona|(?:é|sei) umano|humano|"
        r"memeriksa (?:peramban|browser)|manusia|человек|браузер|人間|机器人|로봇",
    ),
    "blocked-or-error": _any(
        r"\b(?:40[0-9]|410|50[0-9])\b|\berror\b|unavailable|"
        r"(?:deleted|removed|moved|wrong turn|nowhere|broken|missing)\b",
        r"erreur|introuvable|plus disponible|supprim|déplac|nulle part|"
        r"fehler|nicht verfügbar|entfernt|verschoben|keine seite",
        r"ya no existe|no disponible|no encontramos|eliminad|"
        r"não existe|removid|rimoss|non esiste|verwijderd|verplaatst",
        r"tidak (?:ada|ditemukan|tersedia)|kesalahan|ошибк|"
        r"не найден|удал[её]н|перемещ|存在しない|ご利用いただけません|エラー|不存在",
    ),
}
