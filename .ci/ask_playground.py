"""Asks a running playground, over HTTP, what a newcomer would see and do on its page."""

import json
import sys
import time
import urllib.request

PAGE = sys.argv[1].rstrip("/")


def ask(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "X-Refusals-As-Answers": "1"}
    request = urllib.request.Request(PAGE + path, data, headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read().decode()


def control(path, body=None):
    return json.loads(ask("/control" + path, body))


def history():
    return control("/messages?channel=history")


def text(component):
    """All words in a message or a component, the nested ones included."""
    words = [component.get("content") or ""]
    for inner in component.get("components") or []:
        words.append(text(inner))
    return "\n".join(word for word in words if word)


def buttons(component):
    found = [component] if component.get("type") == 2 and "custom_id" in component else []
    for inner in [*(component.get("components") or []), component.get("accessory") or {}]:
        found += buttons(inner) if inner else []
    return found


def expect(condition, what, seen):
    if not condition:
        sys.exit(f"expected {what}, saw: {json.dumps(seen)[:2000]}")
    print(f"ok: {what}")


page = ask("/")
expect("<html" in page and "http://" not in page.replace("http://www.w3.org", ""), "a page that needs no other address", page[:300])

posts = history()
expect(len(posts) == 1 and "On this day" in text(posts[0]), "this morning's post in #history", posts)

answer = control("/slash", {"person": "Mia", "channel": "general", "line": "/onthisday date:24 April"})
expect("Neutrality Pact" in text(answer["message"]), "an answer to /onthisday", answer)

read_on = next(button for button in buttons(answer["message"]) if button["label"] == "Continue reading")
page = control("/press", {"person": "Mia", "message": answer["message"]["id"], "custom_id": read_on["custom_id"]})
expect(page["ephemeral"] and "Why does it matter?" in text(page["message"]), "the event's page, for the reader alone", page)

refused = control("/slash", {"person": "Mia", "channel": "general", "line": "/daily setup channel:#general time:09:00 zone:UTC"})
expect("may not use /daily" in refused.get("error", ""), "a member is refused what moderators may do", refused)

plans = control("/backstage")["plans"]
expect(len(plans) == 1 and plans[0]["next"], "what the bot will do next", plans)
control("/clock", {"next_post": True})
for _ in range(100):
    posts = history()
    if len(posts) > 1:
        break
    time.sleep(0.1)
expect(len(posts) == 2 and text(posts[0]) != text(posts[1]), "tomorrow's post after the clock was moved", posts)
for _ in range(100):
    entries = control("/backstage")["entries"]
    if [entry["state"] for entry in entries] == ["done", "done"]:
        break
    time.sleep(0.1)
expect([entry["state"] for entry in entries] == ["done", "done"], "both posts in the ledger", entries)
