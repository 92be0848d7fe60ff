"""What several English rules share: opposites, fixed pairs, periods."""

import re

from surveykit.design.check.words.cues import BLANK

OPPOSITES = (
    ("good", "bad|poor"),
    ("excellent|great", "poor|bad|terrible"),
    ("well", "badly|poorly|ill"),
    ("easy|simple", "difficult|hard|complicated"),
    ("quick|quickly|fast", "slow|slowly"),
    ("likely", "unlikely"),
    ("agree", "disagree"),
    ("more", "less|fewer"),
    ("better", "worse"),
    ("positive|positively", "negative|negatively"),
    ("often", "seldom|rarely|never"),
    ("before", "after"),
    ("yes", "no"),
    ("happy|pleased", "unhappy|sad|displeased|annoyed"),
    ("important", "unimportant"),
    ("high|higher", "low|lower"),
    ("strong|strongly", "weak|weakly"),
    ("expensive|dear", "cheap|inexpensive"),
    ("always", "never"),
    ("near|close", "far"),
    ("increase|increased|rise|up", "decrease|decreased|fall|down"),
    ("improve|improved", "worsen|worsened|deteriorate|deteriorated"),
    ("male|man|men", "female|woman|women"),
    ("fair", "unfair"),
    ("safe", "unsafe|dangerous"),
    ("clear", "unclear|confusing"),
    ("friendly|polite", "unfriendly|rude"),
    ("clean", "dirty"),
    ("hot", "cold"),
    ("light", "heavy|dark"),
    ("bright", "dark|dim"),
    ("quiet", "loud|noisy|busy"),
    ("soft", "loud|hard|firm"),
    ("calm|relaxed", "hectic|nervous|tense|stressed|stressful"),
    ("crowded|busy", "empty|quiet"),
    ("spacious|roomy", "cramped|crowded"),
    ("tidy", "messy"),
    ("wide", "narrow"),
    ("thick", "thin"),
    ("wet", "dry"),
    ("smooth", "bumpy|rough"),
    ("fresh", "stale"),
    ("sweet", "sour|bitter"),
    ("tasty", "bland|tasteless"),
    ("interesting", "boring|dull"),
    ("modern|up-to-date", "old-fashioned|outdated|dated"),
    ("flexible", "rigid"),
    ("similar|same", "different"),
    ("useful", "useless"),
    ("generous", "mean"),
    ("prompt|punctual|on-time", "late"),
    ("rested", "tired"),
    ("true", "false"),
    ("open", "closed"),
    ("long", "short"),
    ("big|large", "small"),
    ("new", "old|used|second-hand"),
    ("support|favour|favor", "oppose"),
    ("for", "against"),
    ("like", "dislike"),
    ("right", "wrong"),
    ("full", "empty"),
    ("attractive", "unattractive"),
    ("buy", "rent|lease"),
    ("phone|telephone", "online|email"),
    ("here", "elsewhere"),
    ("weekdays|weekday", "weekends|weekend"),
    ("day", "night"),
    ("early", "late"),
    ("warm", "cool|cold"),
    ("much", "little"),
    ("accept", "reject|refuse"),
    ("succeed", "fail"),
    ("help|helped", "hinder|hindered|harm"),
)
"""Words that weigh each other up, besides those with un- and the like: a question that names both is balanced."""
_SIDES = frozenset(
    pair for one, other in OPPOSITES for a in one.split("|") for b in other.split("|") for pair in ((a, b), (b, a))
)
_JOINED = re.compile(r"(?:[\w'’-]+,? ){0,4}(?:or|and|nor|versus) [\w'’-]+(?: [\w'’-]+){0,2}", re.IGNORECASE)
_WORD = re.compile(r"[\w'’-]+")
_PREFIXES = ("un", "dis", "in", "im", "ir", "il", "non", "non-")
_LISTED = re.compile(
    r"\b(?:excellent|very good|good|fair|average|ok)"
    r"(?:, (?:very good|good|fair|average|ok|poor|very poor|bad))+,? or \w+",
    re.IGNORECASE,
)


def balanced(text: str) -> str:
    """The text with blanks for both sides of a matter, such as «good or poor», «easy or very difficult».

    >>> balanced("How easy or difficult was it?").replace(BLANK, "_")
    'How _________________ was it?'
    """
    text = _LISTED.sub(lambda found: BLANK * len(found[0]), text)
    return _JOINED.sub(_without_sides, text)


def _without_sides(found: re.Match[str]) -> str:
    said = found[0]
    words = [(word[0].lower(), word.start(), word.end()) for word in _WORD.finditer(said)]
    middle = max(at for at, word in enumerate(words[:-1]) if word[0] in ("or", "and", "nor", "versus"))
    for one, start, _ in words[:middle]:
        for other, _, end in words[middle + 1 :]:
            if (one, other) in _SIDES or any(one == p + other or other == p + one for p in _PREFIXES):
                return said[:start] + BLANK * (end - start) + said[end:]
    return said


PAIRS = (
    "terms and conditions|health and safety|research and development|pros and cons|trial and error|ins and outs|"
    "friends? (?:and|or|/) (?:family|relatives?|colleagues?)|family (?:and|or) friends?|relatives? or friends?|"
    "friend,? (?:relative|family member) or colleague|colleague or friend|colleagues? or friends?|"
    "family,? (?:or|and) friends?|mums? and dads?|husband or wife|wife or husband|spouse or partner|"
    "partner or spouse|parents? or guardians?|mother (?:and|or) father|brothers? (?:and|or) sisters?|"
    "(?:comments?|feedback|suggestions?|questions?|concerns?|ideas|thoughts|remarks) (?:and|"
    "or) (?:other )?(?:comments?|feedback|suggestions?|questions?|concerns?|ideas|thoughts|remarks)|"
    "suggestions? (?:and|or) comments?|questions? (?:and|or) concerns?|"
    "comments? (?:and|or) concerns?|concerns? (?:and|or) comments?|"
    "first and last names?|name and address|bed and breakfast|breakfast and lunch|day and night|back and forth|"
    "up and running|by and large|hit and miss|wait and see|come and go|try and|go and|and so on|and so forth|"
    "and/or not|"
    "now and then|here and there|again and again|over and over|on and off|more and more|less and less|"
    "black and white|arts and crafts|supply and demand|profit and loss|law and order|peace and quiet|"
    "wear and tear|lost and found|food and drinks?|fruit and vegetables|fish and chips|bread and butter|"
    "bits and pieces|odds and ends|cash and carry|drag and drop|plug and play|copy and paste|"
    "once and for all|first and foremost|safe and sound|sick and tired|each and every|null and void|"
    "new and improved|in favou?r of or against|company or organi[sz]ation|firm or organi[sz]ation|town or city|"
    "city or town|village or town|"
    "house or flat|flat or house|house or apartment|day or night|rain or shine|sooner or later|"
    "more or less|one way or another|in one way or another|either or|and if so|and if not|if and when|"
    "brand and model|make and model|question and answer|questions and answers|"
    "school,? college or university|college or university|school or university|job or (?:career|occupation)|"
    "illness or disability|ethnic group or background|ethnicity or race|race or ethnicity"
)
"""Two words that name one thing."""
PERIOD = (
    r"\b(?:last|past|previous|latest|most recent|current|coming|next)\b|\b(?:since|ago|today|yesterday|tonight|daily|"
    r"weekly|monthly|yearly|annually|currently|at present|at the moment|nowadays|during|throughout|lately)\b|"
    r"\bthis (?:\w+ )?(?:week|month|year|quarter|morning|afternoon|evening|visit|time|trip|stay|season|summer|winter|"
    r"spring|autumn|fall|term|semester|call|order|purchase)\b|\b(?:per|a|each|every|one|any|an?) (?:single )?"
    r"(?:hour|day|week|month|year|night|evening|morning|weekend|weekday|quarter|visit|trip|stay)\b|"
    r"\b(?:typical|average|normal|ordinary|usual) (?:working )?(?:day|week|month|year|night|weekday|weekend|"
    r"workday)\b|"
    r"\bin (?:19|20)\d\d\b|\bin (?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december|spring|summer|autumn|winter)\b|\bon (?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bon (?:that|"
    r"this) \w+|"
    r"\bwhen you (?!think|need|want|decide|choose|shop|buy|travel|use|go)\w+|\bwhile you\b|\bafter (?:you|your|"
    r"the)\b|"
    r"\bbefore (?:you|your|the|coming|buying|visiting)\b|\bwithin \w+|\bin \w+ (?:hours|days|weeks|months|years)\b|"
    r"\b(?:in|over|for|within) the (?:\w+ )?(?:\d+|two|three|four|five|six|seven|ten|twelve|few|several) |"
    r"\bfor the first time\b|\bfirst (?:visit|call|order|contact)\b|\bat your\b|\bas a child\b|"
    r"\bin your (?:whole |entire )?life\b"
)
"""What tells the period that an answer is about."""
LONG_PERIOD = (
    r"(?:last|past|previous) (?:full |entire |whole |calendar )?"
    r"(?:(?:twelve|eighteen|twenty-?four|12|18|24|36) months|year\b|(?:two|three|four|five|six|ten|several|few|"
    r"\d+) years|decade)"
)
"""A year or more."""
COUNTED = r"how (?:many|often|much|frequently|regularly)|number of|on how many|what did you|which .* did you"
"""What asks for a count or a list."""
