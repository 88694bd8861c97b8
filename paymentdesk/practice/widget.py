"""The pages of the simulated Paymentwall widget: what a buyer sees. Text from outside is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from html import escape

from paymentdesk.practice.methods import Method
from paymentdesk.practice.wire import HTML, Reply, encode

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f1eef8;color:#1f1b2d}
.band{background:repeating-linear-gradient(135deg,#6b4fbb 0 14px,#5d43a8 14px 28px);color:#fff;
padding:.6em 1em;text-align:center;font-weight:600}
main{max-width:27em;margin:2em auto;background:#fff;border-radius:12px;padding:1.5em;
box-shadow:0 2px 12px #0002}
h1{font-size:1.1em;margin:0 0 .2em}.sum{font-size:1.9em;font-weight:700;margin:.1em 0}
.small{color:#5c566b;font-size:.9em}label{display:block;margin:1em 0 .3em;font-weight:600}
select,input{font:inherit;width:100%;padding:.45em;box-sizing:border-box}
button{font:inherit;width:100%;padding:.6em;margin-top:.7em;border:1px solid #6b4fbb;border-radius:8px;
background:#fff;color:#4b35a0;cursor:pointer}button.first{background:#6b4fbb;color:#fff;font-weight:600}
"""
_BAND = "PRACTICE · no money moves · 연습 모드 · 실제 결제 없음"
_ACTS = (
    ("pay", "Pay · 결제하기"),
    ("review", "Pay, but be held for review (approved hours later) · 심사 후 지연 승인"),
    ("fail", "The card is declined · 결제 실패"),
    ("leave", "Leave without paying · 결제하지 않고 나가기"),
)

SDK = b"""(function () {
  "use strict";
  var base = new URL(document.currentScript.src).origin;
  window.IMP = {
    init: function (code) { this.code = code; },
    agency: function (code, tier) { this.code = code; this.tier = tier; },
    request_pay: function (params, done) {
      var query = new URLSearchParams();
      Object.keys(params).forEach(function (name) {
        var value = params[name];
        query.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
      });
      var widget = window.open(base + "/checkout?" + query, "practice-widget", "width=520,height=760");
      window.addEventListener("message", function hear(event) {
        if (event.source !== widget || event.origin !== base) { return; }
        window.removeEventListener("message", hear);
        widget.close();
        if (done) { done(event.data); }
      });
    }
  };
})();
"""


def paying(order: Mapping[str, str], amount: Decimal, currency: str, methods: Iterable[Method], country: str) -> Reply:
    """The page on which a person plays the buyer; `order` travels along in the form."""
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in order.items()
    )
    options = "".join(
        f'<option value="{escape(method.code[:16])}"{" selected" if method.code == "cc" else ""}>'
        f"{escape(method.name)}{'' if method.refundable else ' (not refundable)'}</option>"
        for method in methods
    )
    buttons = "".join(
        f'<button name="act" value="{act}"{" class=first" if act == "pay" else ""}>{escape(text)}</button>'
        for act, text in _ACTS
    )
    return _page(
        f"<h1>{escape(order['name'])}</h1>"
        f'<p class="sum">{escape(currency)} {amount:,}</p>'
        f'<p class="small">{escape(order["merchant_uid"])} · {escape(order["buyer_name"])}</p>'
        f'<form method="post">{hidden}'
        f'<label for="method">Method · 결제수단</label><select id="method" name="method">{options}</select>'
        f'<label for="country">Country · 국가</label>'
        f'<input id="country" name="country" value="{escape(country)}" maxlength="2" pattern="[A-Z][A-Z]">'
        f"{buttons}</form>"
    )


def told(title: str, text: str, *, status: int = 200, to_opener: Mapping[str, object] | None = None) -> Reply:
    """A page that says how it went; `to_opener` is told to the page that opened the window."""
    script = ""
    if to_opener is not None:
        message = encode(dict(to_opener)).decode().replace("<", "\\u003c")
        script = f"<script>if(window.opener){{window.opener.postMessage({message},'*')}}</script>"
    return _page(f"<h1>{escape(title)}</h1><p>{escape(text)}</p>{script}", status=status)


def _page(content: str, *, status: int = 200) -> Reply:
    page = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><title>Practice payment</title>'
        f"<style>{_STYLE}</style></head><body>"
        f'<div class="band">{_BAND}</div><main>{content}</main></body></html>'
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; form-action 'self'"
    return Reply(status, page.encode(), HTML, {"Content-Security-Policy": policy})
