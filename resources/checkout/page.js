(function () {
  "use strict";
  var told = JSON.parse(document.getElementById("order").textContent);
  var button = document.getElementById("pay");
  var said = document.getElementById("said");

  function say(word) {
    said.textContent = told.words[word];
  }

  // Whether it was paid is the shop's to find out at i'mport: what a browser says proves nothing.
  function closed(answer) {
    var failed = Boolean(answer.error_code);
    say(failed ? "not_paid" : "thanks");
    button.disabled = !failed;
    if (told.report_to) {
      fetch(told.report_to, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ imp_uid: String(answer.imp_uid || "") })
      }).catch(function () {});
    }
  }

  // A telephone comes back to this page with the answer in its address.
  var back = new URLSearchParams(location.search);
  if (back.has("imp_uid") || back.has("error_code")) {
    closed({ imp_uid: back.get("imp_uid"), error_code: back.get("error_code") });
  }

  button.addEventListener("click", function () {
    if (!window.IMP) {
      say("no_window");
      return;
    }
    var parameters = Object.assign({}, told.parameters);
    if (location.protocol === "http:" || location.protocol === "https:") {
      parameters.m_redirect_url = location.origin + location.pathname;
    }
    say("opened");
    window.IMP.init(told.user_code);
    window.IMP.request_pay(parameters, closed);
  });
})();
