"""English cues of the lexical rules."""

from surveykit.design.check.words.cues import Cues
from surveykit.design.check.words.english_matters import MATTERS
from surveykit.design.check.words.english_pieces import PAIRS, balanced
from surveykit.design.check.words.english_pieces import PERIOD as PERIOD_WORDS

RULES: dict[str, Cues] = {
    "L1": Cues(
        also=(balanced,),
        cues=(r"\b(?:and/or|as well as|and also|and|or|plus|&)\b", r"[A-Za-z]/[A-Za-z]", r"\?.*[A-Za-z].*\?"),
        allowed=(
            r"\([^)]*\)",
            r"[“\"‘][^”\"’]*[”\"’]",
            r"https?://\S+|\bw/o\b|\bkm/h\b|\bn/a\b|\bmr/mrs\b|\b[A-Za-z]&[A-Za-z]\b",
            r"\b(?:such as|for example|for instance|e\.g\.|including|i\.e\.)[^?.;]*",
            r"\bbetween\b[^,?.;]*?\band\b",
            r"\bfrom\b[^,?.;]*?\b(?:to|and) (?:and|or) ",
            rf"\b(?:{PAIRS})\b",
            r"\b(?:one|two|three|\d+|once|twice|more|less|fewer|most|least|best|worst),? (?:or|and|/) "
            r"(?:more|less|fewer|two|three|four|\d+|twice|so|older|younger|over|under|least|most|a half|half|"
            r"worst|best)\b",
            r"\d[\d,.]* ?%? (?:and|or) \d",
            r"\bor (?:more|less|fewer|older|younger|over|above|below|under|not|so|otherwise|later|earlier|never|none|"
            r"anything|something|any other|other|someone|somebody|anyone|else|similar|equivalent)\b",
            r"\band (?:the|any|all|some|other)? ?(?:others?|similar|the like|rest)\b",
            r"^(?:please )?(?:think|look|consider|imagine|recall|picture|remember|take|read|try|go|come|"
            r"compare|read)\b"
            r"[^?.]*?\band\b",
            r"(?:^|[.?!;:] |, )and\b",
            r"\b(\w+) and \1\b",
            r"\b(?:he|she|him|her|his|hers|they|himself|herself)(?:/| or )(?:she|he|her|him|hers|his|they|"
            r"herself|himself)\b",
            r"\b(?:yes|no)(?:/| or )(?:no|yes)\b",
            r"\b(?:would you rather|prefer|either|neither|choose between|whether|it to be|was it|were they|"
            r"is it|more likely to)\b"
            r"[^?]*?\b(?:or|nor)\b",
            r"\b(?:which|who|what|where|when)\b[^?]*[,:–—-] [^?]*\bor\b",
            r"(?-i:\b[A-Z]\w+(?:['’]s)? (?:and|&|or) [A-Z]\w+)",
            r"\byou (?:and|or) your (?:\w+ )?(?:family|household|partner|spouse|husband|wife|children|child)\b",
            r"\bby \w+(?: \w+)?(?:, (?:by )?\w+(?: \w+)?)*,? or by \w+",
        ),
    ),
    "L2": Cues(
        cues=(
            r"\b(?:do|does|did|is|are|was|were|would|could|should|have|has|will|can|wo|ca)(?:n[’']t) (?:you|it|"
            r"we|they|the|our|this|that|he|she|everyone|most)\b",
            r", (?:is|are|do|does|did|was|were|has|have|had|will|would|can|could|should)(?:n[’']t)? (?:you|it|"
            r"they|we|he|she|there|not)\?",
            r", (?:right|correct|no|yes|agreed|don[’']t you think|wouldn[’']t you say)\?",
            r"\b(?:do|did|would|will|can|could|must) you (?:not |also |fully |really |all |strongly )?(?:agree|"
            r"accept|admit|concede|acknowledge|recogni[sz]e) (?:that|with|the|our|how|it|on)\b",
            r"\bwould you not\b|\bdo you not\b|\bis it not\b|\bare you not\b",
            r"\b(?:surely|obviously|of course|undoubtedly|no doubt|certainly|naturally|needless to say|clearly,)\b",
            r"\bas (?:you (?:may |probably |surely |already )?know|everyone knows|we all know|everybody knows|"
            r"is well known)\b|\b(?:everyone|everybody) (?:knows|agrees|says)\b|\bwell[- ]known that\b|"
            r"\bwe all (?:know|agree|want|love)\b|\bit is (?:clear|obvious|known|a fact|widely \w+|"
            r"generally \w+) that\b",
            r"\b(?:most|many|the majority of|a majority of|nearly all|almost all|lots of|thousands of|"
            r"millions of|more and more|all|\d+ ?%? of) (?:of )?(?:the |our |other |satisfied |"
            r"loyal )?(?:people|customers|users|clients|visitors|patients|students|parents|employees|residents|"
            r"citizens|experts|doctors|scientists|respondents|consumers|guests|players|drivers|americans|"
            r"passengers|shoppers|families|staff|households)(?: \w+)? (?:think|believe|agree|say|feel|know|"
            r"prefer|choose|love|like|want|support|find|consider|recommend|report|rate|enjoy|"
            r"are (?:\w+ )?(?:satisfied|happy|pleased|in favou?r)|have (?:said|found|told|already|chosen)|now|"
            r"rely|trust|oppose)\b",
            r"\b(?:experts|doctors|scientists|studies|research|science|surveys?|statistics|specialists|"
            r"dentists|economists|analysts)(?: \w+)? (?:agree|say|show|shows|prove|proves|recommend|recommends|"
            r"suggest|suggests|warn|have shown|has shown|believe|confirm|confirms|found|advise)\b|"
            r"\baccording to (?:experts|studies|research|scientists|doctors|many)\b",
            r"\b(?:given that|given the|given how|given our|considering that|considering the|considering how|"
            r"considering our|in view of|in light of|seeing that|now that|knowing that|bearing in mind|"
            r"despite the|thanks to)\b",
            r"\bwhy (?:do|did|don[’']t|is|are|was|were|have|would|should) (?:you|we|our|it|the|this|your|"
            r"people|customers)\b[^?]* (?:like|love|prefer|enjoy|trust|admire|dislike|hate|better|best|"
            r"superior|so|such|favou?rite|appreciate|satisfied|happy|good|bad|poor|worse|important|"
            r"dissatisfied|unhappy|want|support|oppose)\b",
            r"\bhow much (?:do|did|will|would|have) you (?:like|love|enjoy|enjoyed|benefit|benefited|"
            r"appreciate|miss|missed|admire|hate|dislike|regret|save|loved|liked)\b",
            r"\bhow (?:great|wonderful|amazing|fantastic|excellent|terrible|awful|bad|badly|poor|delicious|"
            r"impressed|delighted|pleased|disappointed|annoyed|frustrated|angry|thrilled|grateful|upset|"
            r"outrageous|unfair|harmful|dangerous|beneficial|superior|valuable)\b",
            r"\bhow much (?:better|worse|happier|easier|faster|safer|more|improved|nicer|"
            r"cheaper) (?:\w+ )?(?:has|have|is|are|was|were|did|do|does)\b",
            r"\b(?:as a (?:loyal|valued|responsible|caring|good|concerned|satisfied|sensible|smart|modern|"
            r"regular)|like most|like many|responsible (?:citizens?|people|parents?|customers?)|good parents|"
            r"any reasonable|every reasonable|sensible people|smart (?:people|shoppers|customers)|"
            r"anyone who cares|if you care about)\b",
            r"\bshould(?: [\w’-]+){0,4} (?:finally|be forced|be punished|be allowed to (?:get away|continue)|"
            r"stop|continue to|invest more|do more)\b",
            r"\bthe fact that\b|\byou (?:must|will|would) (?:surely |certainly |probably |no doubt )?(?:agree|"
            r"admit|have noticed|recommend us)\b|\bwouldn[’']t it\b|\bisn[’']t it\b",
            r"\b(?:how|why) (?:satisfied|happy|pleased) (?:you )?(?:are|were) you with (?:our|the|"
            r"this) (?:excellent|great|improved|new and improved|wonderful|fast|friendly)\b",
            r"\b(?:obvious|undeniable|unquestionable) (?:benefits?|advantages?|problems?)\b|\b(?:many|numerous|"
            r"clear|serious) (?:benefits|advantages|problems|failures|dangers) of\b",
        ),
        allowed=(
            r"\bagree (?:or|and) disagree\b",
            r"\bto what extent do you agree\b",
            r"\bhow (?:happy|pleased|bad|poor|annoyed|angry|disappointed) or \w+",
            r"\b(?:good|well|satisfied|pleased|happy) or (?:how )?\w+",
            r"\bhow (?:bad|badly|poor) or (?:how )?\w+",
            r"\b(?:like|love) (?:it )?or (?:dislike|hate)\b",
            r"\bwhy not\b",
            r"\bhow (?:happy|pleased|disappointed|proud|valuable)(?:,)? if at all\b",
            r"\bif (?:at all|any)\b",
            r"\bwhat(?:,)? if any(?:thing)?,?",
            r"\bhow much more or less\b",
            r"\bhow much (?:better or worse|worse or better|more or less|easier or harder)\b",
        ),
    ),
    "L3": Cues(
        also=(balanced,),
        cues=(
            r"\b(?:excellent|award-winning|world-class|world-famous|outstanding|superb|superior|amazing|"
            r"wonderful|fantastic|"
            r"brilliant|marvell?ous|cutting-edge|state-of-the-art|best-in-class|first-class|top-quality|"
            r"top-notch|high-quality|"
            r"premium|generous|delicious|exceptional|revolutionary|unrivall?ed|unbeatable|renowned|beloved|"
            r"prestigious|"
            r"ground-?breaking|life-changing|hassle-free|luxurious|luxury|stunning|beautiful|perfect|flawless|"
            r"impressive|"
            r"much-loved|popular|heroic|hero(?:es)?|brave|vital|precious|innocent|vulnerable|hard-working|"
            r"hardworking|"
            r"hard-earned|industry-leading|market-leading|leading-edge|new and improved|greatly improved|"
            r"much improved|"
            r"improved|enhanced|upgraded|trusted|acclaimed|celebrated|exciting|delightful|"
            r"terrible|awful|horrible|disgusting|outrageous|shocking|shameful|disgraceful|ridiculous|absurd|"
            r"appalling|greedy|"
            r"wasteful|lazy|incompetent|corrupt|failing|failed|disastrous|dreadful|reckless|exploit\w*|abus\w+|"
            r"bureaucratic|burdensome|unfair|unjust|unacceptable|overpriced|rip-?offs?|excessive|"
            r"pathetic|scandal\w*|crisis|disaster|inferior|harmful|dangerous|evil|cruel|toxic|"
            r"so-called|notorious|useless|poor-quality|low-quality|faceless|heartless|ruthless|unreasonable|"
            r"unnecessary|"
            r"dirty|hated|endless|needless|rude|annoying|frustrating|controversial|draconian|radical|extremist|"
            r"irresponsible)\b",
            r"\b(?:our|this|these|the|its|their|your|such|a|an) (?:\w+, )?(?:very |so |really |truly |highly |"
            r"incredibly )?"
            r"(?:great|friendly|helpful|caring|dedicated|talented|convenient|fast|easy-to-use|user-friendly|expert|"
            r"professional|efficient|reliable|innovative|modern|famous|leading|valuable|attractive|affordable|"
            r"exclusive|fabulous|lovely|poor|"
            r"bad|slow|confusing|unhelpful|inefficient|outdated|ugly|costly|complicated|inadequate|"
            r"disappointing|inconvenient|low|boring) "
            r"(?:new )?[a-z]{3,}",
        ),
        allowed=(
            r"(?-i:(?<=[a-z] )[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)+)",
            r"\ba (?:great|good) (?:deal|many|number)\b|\bgreat(?:er|est)? (?:britain|extent)\b",
            r"\bhow (?:rude|dirty|clean|popular|dangerous|harmful|unfair|frustrating|annoying|perfect|exciting|"
            r"impressive|"
            r"excessive|beautiful|innovative|modern|reliable|efficient|useless|unnecessary|delicious|"
            r"attractive|bureaucratic)\b",
            r"\b(?:could|can|should|may|might|must|to) be (?:further )?improved\b|\bneeds? to be improved\b|"
            r"\b(?:has|have|had|is|are|was|were) "
            r"(?:it |they |the \w+ )?(?:been )?improved\b|\bimproved or\b|\bimproved,? (?:if at all|or)\b",
            r"\bthe (?:low|fast|slow|leading|great|modern|poor|bad|attractive|expert) (?:to|end|lane|person|"
            r"season|of|in)\b|\bleading to\b|\bfast food\b|\ba (?:low|bad|poor|professional|reliable|modern|"
            r"leading|famous) (?:to|or)\b|"
            r"\ba professional (?:qualification|body|association)\b|\bthe (?:poor|professional) [^ ]+ion\b",
            r"\bdirty or\b|\bdangerous goods\b|\bpremium (?:account|member\w*|rate|class|economy|plan)\b|"
            r"\binsurance premium\b",
        ),
    ),
    "L4": Cues(
        also=(balanced,),
        cues=(
            r"\b(?:always|never|all|every|none|nobody|no one|no-one|everyone|everybody|everything|everywhere|"
            r"completely|"
            r"totally|absolutely|entirely|wholly|utterly|perfectly|only|nothing|without exception|at all times|"
            r"constantly|"
            r"invariably|100 ?%|whatsoever|each and every|without fail)\b",
        ),
        allowed=(
            r"\b(?:all in all|at all|above all|after all|all that apply|all (?:answers|options) that|"
            r"all of the above|"
            r"all of these|all together|all things considered|all day|all year|all over|all-round|"
            r"all-inclusive|all right|"
            r"in all|of all|all ages|almost all|nearly all|not all|first of all|best of all|all or (?:some|"
            r"none|part))\b",
            r"\b(?:taking|considering) (?:everything|all things)\b|\beverything (?:together|considered|"
            r"you need to know)\b",
            r"\bevery (?:day|week|month|year|hour|morning|evening|night|weekend|other|few|\d+|two|three|second|"
            r"monday|sunday)\b",
            r"\ball (?:of )?(?:the |your |our |these )?(?:\w+ )?\w+ (?:in|during|on|from|since|at|listed|below|"
            r"you (?:made|had|bought|used))\b",
            r"\bonly (?:one|once|a|two|three|the|of|about|if|those|for|your|\d+|to|in|as)\b|\b(?:think|answer|"
            r"consider|count|choose|select|take|tick|read) only\b|\bif only\b|\bnot only\b|\bthe only\b",
            r"\b(?:often|sometimes|rarely|seldom|never|always)(?:, (?:often|sometimes|rarely|seldom|never|"
            r"always|usually))+,? or (?:\w+)\b",
            r"\bnever mind\b|\bnone of (?:these|the above)\b|\bnothing (?:to do|else)\b",
            r"\balways or\b|\bor never\b",
        ),
    ),
    "L5": Cues(
        also=(balanced,),
        cues=(
            r"\b(?:not|never|no|nor|neither|without|nobody|nothing|none|cannot)\b",
            r"n[’']t\b",
            r"\b(?:fail|fails|failed|failing|lack|lacks|lacked|lacking|rarely|seldom|hardly|scarcely|barely|"
            r"refuse|refuses|refused|avoid|avoids|avoided|deny|denies|denied|prevent|prevents|prevented|"
            r"prohibit|prohibits|prohibited|forbid|forbidden|ban|banned|against|oppose|opposed)\b",
            r"\b(?:unlikely|unsatisfied|dissatisfied|disagree|dislike|unfair|uncommon|unusual|unnecessary|"
            r"impossible|incorrect|"
            r"unable|unfriendly|unhappy|unimportant|unhelpful|unclear|unwilling|unreasonable|unacceptable|unpleasant|"
            r"unreliable|unsafe|insecure|inconvenient|inefficient|inadequate|insufficient|incomplete|"
            r"irrelevant|irresponsible|"
            r"disapprove|discontinue|dishonest|disrespectful|disappointed|untrue|uninformed|undesirable|"
            r"unaware|uninterested|abolish|repeal)\b",
        ),
        allowed=(
            r"\b(?:do|does|did|is|are|was|were|would|could|should|have|has|will|can|wo|ca)n[’']t (?:you|it|we|"
            r"they|the|our|this|that|he|she)\b",
            r", (?:is|are|do|does|did|was|were|has|have|had|will|would|can|could|should)n[’']t \w+\?",
            r"\bwhether or not\b|\bor not\b|\bwhy not\b|\bif not\b|\bnot only\b|\bnot applicable\b|"
            r"\byes or no\b|\bno or yes\b|"
            r"\bnot at all\b|\bno\. ?\d|\bdon[’']t know\b|\brather not say\b|\bprefer not to\b|"
            r"\bnothing else\b|\bneither\b[^?]*\bnor\b|"
            r"\bwithout (?:script|leaving)\b|\bno[- ]answer\b|\bno more than\b|\bnot more than\b|\bno (?:later|"
            r"less|fewer) than\b|"
            r"\bnot yet\b|\bnone of (?:these|the above)\b|\bnot sure\b",
        ),
    ),
    "L6": Cues(
        cues=(
            r"\b(?:often|regularly|usually|recently|frequently|sometimes|occasionally|rarely|seldom|lately|"
            r"nowadays|normally|"
            r"typically|generally|regular|frequent|occasional|recent|periodically|soon|a lot|lots of|plenty|"
            r"several|a few|quite a few|numerous|a couple of|from time to time|now and then|every so often|"
            r"most of the time|"
            r"a while|some time ago|in the near future|these days|of late|reasonable|sufficient|adequate|"
            r"excessive|moderate|fairly|a great deal|a bit|large amounts?|small amounts?|heavy|heavily|"
            r"long time|short time|many|"
            r"much of the time|at times|once in a while|quite|more or less|good amount|enough|significant|"
            r"substantial)\b",
        ),
        allowed=(
            r"\bhow (?:often|regularly|frequently|many|usual|soon|recently|much|frequent|regular|fairly)\b",
            r"\b(?:as|so|too|that|this|very) (?:many|much|often|soon|frequently)\b",
            r"\b(?:most|more|less) (?:recent|often|frequently|recently|regularly)\b",
            r"\bmany (?:people|customers|of our customers|users|experts|parents|believe)\b",
            r"\b(?:is|are|was|were) (?:[\w’']+ ){1,6}?(?:reasonable|sufficient|adequate|enough|regular|"
            r"significant)\b|\bgenerally speaking\b|\bin general\b|\bregular (?:price|size|customer|bus|train|"
            r"coffee|milk|mail|contract)\b|\bgood enough\b|"
            r"\bin the past few\b|\blong enough\b|\bquick enough\b|\b(?:last|past|next) (?:few|couple of|several)\b",
            r"\b(?:often|sometimes|rarely|seldom|never|always|occasionally|usually)(?:, (?:often|sometimes|"
            r"rarely|seldom|never|always|occasionally|usually))+,? or \w+",
            r"\boften(?:,| or)? (?:or )?never\b|\bfrequent (?:flyer|traveller|shopper) (?:card|program\w*)\b",
            r"\b(?:heavy|significant) (?:or|and|other|goods|rain|machinery)\b|\bsignificant other\b|"
            r"\bsoon(?:er)? or later\b|"
            r"\bhow (?:reasonable|sufficient|adequate|heavy|significant|moderate)\b|\b(?:un)?reasonable or\b|"
            r"\bas soon as\b",
        ),
    ),
    **MATTERS,
}
"""L9 and L13 are not a matter of single words: see `lexical` and `referents`."""

PRESUMING = Cues(
    (
        r"\bwhat (?:problems?|difficult(?:y|ies)|issues?|trouble|complaints?|annoy\w+|frustrat\w+) (?:did|do|"
        r"have|had|were|are)\b|\bwhat (?:do|did) you (?:like|love|enjoy|dislike|hate) (?:most|best|least|"
        r"so much)?\b|\bwhat (?:went wrong|is wrong|was wrong)\b",
        r"\b(?:have you stopped|have you given up|when did you (?:stop|start|quit|give up|begin)|do you still|"
        r"are you still|have you finally|no longer)\b",
    ),
    (r"\bwhat(?:,)? if any(?:thing)?,?",),
)
"""What takes something for granted, unless a condition has made sure of it."""
PERIOD = Cues(
    (PERIOD_WORDS,),
    (
        r"\blast(?:ing|ed|s)\b|\bnext to\b|\blast name\b|\bcurrent (?:account|model)\b|\bsince (?:it|they|this|"
        r"that|we)\b",
    ),
)
"""What tells the period that an answer is about."""
STATED_PERIOD = Cues(
    (
        r"\b(?:in|during|over|within|for) the (?:last|past|previous|next|coming) (?:\w+ )?(?:day|week|month|"
        r"year|hour|quarter|decade)s?\b",
        r"\b(?:last|past|next|this) (?:week|month|year|quarter)\b",
        r"\b\d+ (?:day|week|month|year)s\b",
        r"\b(?:yesterday|today)\b",
    )
)
"""A period in so many words, which no translation may drop."""
PLAIN_NEGATION = Cues((RULES["L5"].cues[0], RULES["L5"].cues[1]), RULES["L5"].allowed, RULES["L5"].also)
"""Negations that stand as words of their own."""
ANY_NEGATION = Cues(
    (
        *RULES["L5"].cues,
        r"\b(?:un|dis|in|im|ir|il|non)[a-z]{4,}",
        r"\b(?:less|least|few|little|bad|badly|poor|wrong|missing|miss|absent|stop|stopped|leave|end|free|"
        r"difficult|trouble|problem|without|except|other than|yet|still|only|until|before|instead|rather|too|"
        r"worse|no)\b",
    )
)
"""Whatever a translation may render by a negation."""
CLAUSE = Cues(
    (
        r"\b(?:which|who|whom|whose|because|although|though|whereas|while|unless|if|when|where|after|before|"
        r"until|since|so that|in order|provided|even though|as soon as|that)\b",
    ),
    (
        r"^(?:when|where|who|which|whose|if)\b",
        r"[.?!,] ?(?:when|where|who|which|whose)\b",
        r"\b(?:which|when|where|who) (?:of|is|are|was|were|did|do|does|have|has|one|would|will)\b",
        r"\b(?:by|in|on|to|for|with|of|from) (?:which|that|whom)\b(?= (?:of|day|way|one|time|\w+\?))",
        r"\b(?:on|at|in|with|of|for|about|from|to|by|than) that\b",
        r"\bthat (?:one|time|day|visit|service)\b",
        r"\b(?:before|after|since) (?:the|your|this|\w+ing)\b",
    ),
)
"""What begins a clause below another."""
MOST_WORDS, LONG_SENTENCE, MOST_CLAUSES = 25, 16, 2
