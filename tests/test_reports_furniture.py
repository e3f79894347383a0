"""Page furniture is found; no real sentence is lost to it."""

import pytest

from geo.reports.furniture import furniture


def found(text):
    return [text[a:b] for a, b in furniture(text)]


STORY = "Troops leave Gori\n\nRussian troops left a village near Gori on Tuesday, officials said.\n\n"
LINES = [
    "Daily newsletterReceive essential international news every morning",
    "Take international news everywhere with you! Download the France 24 app",
    "Sign up for our newsletter", "Sign up to our daily briefing and never miss a story", "Subscribe now for full access",
    "Read more: Moscow denies tanks near Gori", "READ MORE: Moscow denies tanks near Gori", "Also read: Moscow denies",
    "Share this article", "Share Facebook Twitter WhatsApp", "Follow us on Twitter", "Advertisement", "ADVERTISEMENT",
    "Story continues below advertisement", "We use cookies to improve your experience. Accept all cookies", "© 2008 Example Media",
    "Copyright 2008 Example. All rights reserved.", "Photo: Getty Images", "Image copyright AP", "(Photo by A. Person/AFP via Getty Images)",
    "(Reporting by Matt Robinson in Tbilisi; Editing by Jon Boyle)", "https://example.org/news/1", "5 min read",
    "Lire aussi : les troupes partent", "Читайте также: войска ушли", "Lea también: las tropas se van",
]
SENTENCES = [
    "Advertisement of the truce was posted on walls in Gori.",
    "He told the men to sign up for the militia in Zugdidi, and many of them did.",
    "Share prices fell in Moscow after the tanks crossed the border.",
    "Print shops in Goma closed when the rebels came.",
    "Subscribers to the state radio heard of the attack in Kidal at noon.",
    "Reporting by journalists has been restricted in Gaza, the watchdog said.",
    "Related attacks killed six people in Kidal.",
    "Comments by the minister angered Tbilisi.",
    "Senator McCain and the YouTube channel said that FitzGerald had left.",
    "Watch towers were set up near Karaleti.",
    "Follow-up patrols reached Sake on Thursday.",
    "More from the same village fled to Gori.",
    "Photographs showed tanks in Tskhinvali.",
    "Home to 60,000 displaced people, the camp emptied.",
    "The newsletter of the UN mission said that 200 soldiers had died.",
    "Privacy policy was debated in Kyiv.",
    "Get out of Goma, the rebels told the soldiers.",
    "Receive us as brothers, the commander told villagers in Sake.",
]


@pytest.mark.parametrize("line", LINES)
def test_lines(line):
    assert found(STORY + line + "\n") == [line]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_stay(sentence):
    for text in (STORY + sentence + "\n", f"{sentence}\n\n{STORY}", STORY.rstrip() + " " + sentence):
        assert found(text) == []


@pytest.mark.parametrize("tail", [
    "Daily newsletterReceive essential international news every morning", "Sign up for our daily newsletterGet the news every day",
    "Read more:Moscow denies", "Download the France 24 app", "© 2008 Example Media", "(Reporting by A. B.; Editing by C. D.)",
])
def test_glued_to_the_last_sentence(tail):
    text = STORY.rstrip() + tail
    assert found(text) == [tail]
    assert text[: furniture(text)[0][0]].endswith("officials said.")


def test_links_below_a_heading():
    text = STORY + "Related articles\nMoscow denies tanks near Gori\nGeorgia says Russia moves posts\n\nThe truce held on Wednesday, monitors in Gori said.\n"
    assert found(text) == ["Related articles", "Moscow denies tanks near Gori", "Georgia says Russia moves posts"]


def test_spans_are_sorted_and_within_the_text():
    text = "\n\n".join([*LINES, STORY, *LINES])
    spans = furniture(text)
    assert list(spans) == sorted(spans) and all(a < b <= len(text) for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in zip(spans, spans[1:], strict=False))


def test_samples_have_none(samples):
    for file in sorted(samples.glob("*.txt")):
        assert found(file.read_text("utf-8")) == [], file.name
