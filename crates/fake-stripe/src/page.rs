//! The hosted pages in plain HTML: a card form for a session, and the bank's question. No script, one style, all labelled.

use std::fmt::Write as _;

use serde_json::Value;

use crate::cards::CARDS;
use crate::state::{number, text};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;color:#1a1f36;\
background:#fff}h1{font-size:1.4rem}label{display:block;margin-top:.8rem;font-weight:600}input{font:inherit;width:100%;\
box-sizing:border-box;padding:.5rem;border:1px solid #6b7280;border-radius:.3rem}button{font:inherit;font-weight:600;\
margin-top:1.2rem;padding:.6rem 1.2rem;border:0;border-radius:.3rem;background:#3730a3;color:#fff;cursor:pointer}\
button.second{background:#fff;color:#1a1f36;border:1px solid #6b7280}.note{background:#f3f4f6;padding:.6rem .8rem;\
border-radius:.3rem}.error{background:#fef2f2;color:#991b1b;padding:.6rem .8rem;border-radius:.3rem}table{border-collapse:\
collapse;width:100%;font-size:.9rem}td,th{text-align:left;padding:.2rem .5rem .2rem 0}.sum{font-size:1.6rem;font-weight:700}\
:focus-visible{outline:3px solid #6366f1;outline-offset:2px}";

fn html(title: &str, main: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width,initial-scale=1\"><title>{}</title><style>{STYLE}</style></head>\n<body><main>\n\
         <p class=\"note\">This is a stand-in for Stripe: no bank is asked, no money moves.</p>\n{main}\n</main></body></html>\n",
        escaped(title)
    )
}

/// The card form of an open session.
pub(crate) fn checkout(session: &Value, error: Option<&str>) -> String {
    let id = escaped(text(session, "id"));
    let is_payment = text(session, "mode") == "payment";
    let sum = money(session);
    let title = if is_payment { format!("Pay {sum}") } else { "Save a card".to_owned() };
    let error = error.map_or_else(String::new, |error| {
        format!("<p class=\"error\" role=\"alert\" id=\"error\">{}</p>", escaped(error))
    });
    let mut lines = String::new();
    for line in session["_line_items"].as_array().into_iter().flatten() {
        let _ = write!(lines, "<li>{} × {}</li>", number(line, "quantity"), escaped(text(line, "description")));
    }
    let lines = if lines.is_empty() { lines } else { format!("<ul>{lines}</ul><p class=\"sum\">{sum}</p>") };
    let saves = if is_payment && !session["_intent_data"]["setup_future_usage"].is_null() {
        "<p>The card is saved for later purchases.</p>"
    } else {
        ""
    };
    let email = escaped(session["_email"].as_str().or(session["customer_email"].as_str()).unwrap_or_default());
    let cancel = session["cancel_url"]
        .as_str()
        .filter(|url| is_web(url))
        .map_or_else(String::new, |url| format!("<p><a href=\"{}\">Back to the shop</a></p>", escaped(url)));
    let mut cards = String::new();
    for card in CARDS {
        let (number, shows) = (grouped(card.number), escaped(card.shows));
        let _ = write!(cards, "<tr><td><code>{number}</code></td><td>{shows}</td></tr>");
    }
    html(
        &title,
        &format!(
            "<h1>{title}</h1>\n{lines}\n{error}\n<form method=\"post\" action=\"/c/pay/{id}\">\n\
             <label for=\"email\">Email</label><input id=\"email\" name=\"email\" type=\"email\" autocomplete=\"email\" \
             value=\"{email}\" maxlength=\"254\">\n\
             <label for=\"cardNumber\">Card number</label><input id=\"cardNumber\" name=\"cardNumber\" inputmode=\"numeric\" \
             autocomplete=\"cc-number\" required maxlength=\"23\" value=\"4242 4242 4242 4242\">\n\
             <label for=\"cardExpiry\">Expires (MM / YY)</label><input id=\"cardExpiry\" name=\"cardExpiry\" \
             inputmode=\"numeric\" autocomplete=\"cc-exp\" required maxlength=\"7\" value=\"12 / 34\">\n\
             <label for=\"cardCvc\">Security code</label><input id=\"cardCvc\" name=\"cardCvc\" inputmode=\"numeric\" \
             autocomplete=\"cc-csc\" required maxlength=\"4\" value=\"123\">\n\
             <label for=\"billingName\">Name on the card</label><input id=\"billingName\" name=\"billingName\" \
             autocomplete=\"cc-name\" maxlength=\"100\">\n{saves}\
             <button type=\"submit\">{title}</button>\n</form>\n{cancel}\n\
             <h2>Test cards</h2>\n<table><thead><tr><th scope=\"col\">Number</th><th scope=\"col\">The card …</th></tr></thead>\
             <tbody>{cards}</tbody></table>"
        ),
    )
}

/// The bank's question to its customer.
pub(crate) fn question(id: &str) -> String {
    let id = escaped(id);
    html(
        "Confirm with your bank",
        &format!(
            "<h1>Confirm with your bank</h1>\n<p>3D Secure test page: is it you who pays?</p>\n\
             <form method=\"post\" action=\"/3ds/{id}\">\n\
             <button name=\"answer\" value=\"complete\" type=\"submit\">Complete authentication</button>\n\
             <button class=\"second\" name=\"answer\" value=\"fail\" type=\"submit\">Fail authentication</button>\n</form>"
        ),
    )
}

/// A page that says one thing.
pub(crate) fn said(title: &str, text: &str) -> String {
    html(title, &format!("<h1>{}</h1>\n<p>{}</p>", escaped(title), escaped(text)))
}

fn money(session: &Value) -> String {
    let cents = number(session, "amount_total");
    format!("{}.{:02} {}", cents / 100, cents % 100, escaped(&text(session, "currency").to_uppercase()))
}

fn grouped(number: &str) -> String {
    let mut shown = String::new();
    for (place, digit) in number.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            shown.push(' ');
        }
        shown.push(digit);
    }
    shown
}

/// Only an address of the web may stand behind a link or a redirect.
pub(crate) fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
