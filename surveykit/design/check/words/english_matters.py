"""English cues of the rules on what is asked about: behaviour, jargon, supposed cases, delicate matters, memory."""

from surveykit.design.check.words.cues import Cues
from surveykit.design.check.words.english_pieces import COUNTED, LONG_PERIOD

MATTERS: dict[str, Cues] = {
    "L7": Cues(
        cues=(
            r"\bhow (?:often|frequently|regularly|many times|many (?:hours|minutes|days|cups|glasses|"
            r"cigarettes|visits|trips|calls|books|films|meals|times|people|portions|orders|purchases|emails|"
            r"complaints|products|units|drinks|appointments|flights|nights|journeys|sessions|classes|films|"
            r"movies|messages))\b",
            r"\bhave you ever\b|\bdo you ever\b|\bdid you ever\b",
            r"\bhow much (?:money |time )?(?:do|did|have) you (?:spend|spent|pay|paid|drink|eat|smoke|save|"
            r"exercise|watch|use|earn)\b",
            r"\bhow long do you (?:spend|watch|use|sleep|exercise|work)\b",
            r"^(?:have|has) (?:you|anyone in your household|any member of your household) (?:ever |personally |"
            r"yourself )?(?:bought|used|visited|contacted|called|purchased|tried|complained|ordered|"
            r"recommended|travelled|traveled|stayed|eaten|taken|seen|read|made|experienced|had|attended|been|"
            r"returned|switched|shopped|booked|received|reported|phoned|participated|donated|volunteered|"
            r"exercised|needed)\b",
            r"^(?:did|do) you (?:ever |personally |regularly |often |usually )?(?:buy|purchase|visit|travel|"
            r"contact|complain|shop|order|exercise|attend|smoke|drink|eat|cook|recycle|donate|volunteer|call|"
            r"phone|return|switch|watch|play|read|cycle|drive|commute|vote|gamble|take part in|participate|"
            r"go to)\b",
            r"\bwhat proportion of (?:the time|your)\b|\bfrequency\b|\bhow regular\b",
        ),
        allowed=(
            r"\bhow (?:often|many times|frequently)[^?]*\b(?:should|would you like|ought)\b",
            r"\bhow many people live\b",
        ),
    ),
    "L8": Cues(
        cues=(
            r"(?-i:\b[A-Z][A-Z0-9&]+s?\b)",
            r"(?-i:\b[A-Z]2[A-Z]\b)",
            r"\b(?:omni-?channel|multi-?channel|touch ?points?|onboarding|off-?boarding|churn|throughput|"
            r"latency|bandwidth|"
            r"interoperab\w+|scalab\w+|synerg\w+|stakeholders?|eco-?system|modalit(?:y|ies)|efficacy|utili[sz]ation|"
            r"remuneration|amorti[sz]\w+|actuarial|deductibles?|indemnit\w+|escrow|co-?pay(?:ment)?s?|"
            r"formulary|adjudicat\w+|"
            r"subrogation|arbitrage|liquidity|fiduciary|collateral|derivatives?|equity|fiscal|macroeconomic|"
            r"quantitative easing|"
            r"subsidiarity|subsidiari\w+|gamif\w+|hyper-?personali[sz]\w+|personali[sz]ation|algorithm\w*|blockchain|"
            r"tokeni[sz]\w+|middleware|firmware|back-?end|front-?end|plug-?ins?|metadata|api|"
            r"affordances?|heuristics?|cognitive load|ergonomics?|haptic|skeuomorph\w+|wireframes?|user journeys?|"
            r"customer journeys?|value propositions?|brand equity|go-to-market|upsell\w*|cross-?sell\w*|paradigms?|"
            r"holistic|granular\w*|deliverables?|actionable|leverag\w+|benchmark\w*|incentivi[sz]\w+|verticals?|"
            r"procurement|logistics|fulfil?lment|last-mile|reverse logistics|turnaround time|service recovery|"
            r"first[- ]contact resolution|escalation|ticketing|triage|self-efficacy|self-actuali[sz]ation|"
            r"psychosocial|"
            r"somatic|comorbid\w*|prophyla\w+|hypertension|myocardial|analgesics?|ambulatory|contraindicat\w+|"
            r"etiolog\w+|pedagog\w+|"
            r"epistem\w+|socio-?economic|demographics?|sociodemographic|attitudinal|intertemporal|perceived value|"
            r"service quality dimensions?|net promoter|tangibles|responsiveness|assurance|reliability and validity|"
            r"interface|functionality|usability|accessibility features?|connectivity|authentication|two-factor|"
            r"biometric\w*|"
            r"provision(?:ing)?|tariff structure|redress|ombudsman|arbitration|mediation|jurisdiction|"
            r"indemnify|pursuant|"
            r"carbon offset\w*|decarboni[sz]\w+|circular economy|greenwash\w*|sustainability|biodegradab\w+|"
            r"agile|scrum|sprint|kanban|cloud-based|end-to-end|real-time|"
            r"annuit(?:y|ies)|principal-agent|compound interest|ancillary|gratuit(?:y|ies)|concierge|"
            r"amenit(?:y|ies))\b",
        ),
        allowed=(
            r"(?-i:\b(?:TV|TVs|PC|PCs|UK|US|USA|EU|UN|ID|OK|AM|PM|CD|CDs|DVD|DVDs|PDF|GPS|USB|PIN|ATM|ATMs|SMS|"
            r"MP3|4G|5G|NO|YES|"
            r"NOT|AND|OR|ONLY|ALL|ANY|YOU|YOUR|ONE|BEST|MOST|LEAST|LAST|FIRST|NEVER|ALWAYS|VERY|IN|THE|THIS|"
            r"THAT|AT|ON|IF|A|I|HIV|COVID|"
            r"MP|BBC|NHS|MBA|VIP|AI|IT|CV|DIY|BMW|KFC|HP|LG|IBM|NFL|NBA|FAQ|FAQs|WC|CCTV|AD|BC|DJ|UFO|DNA|SUV|"
            r"QR|SIM|PE|IQ|X)\b)",
            r"(?-i:\b(?:\w+ ){1,6}\([A-Z][A-Za-z0-9&]+\))",
            r"(?-i:\b[A-Z][A-Z0-9&]+s?\b) \([^)]+\)",
            r"\breal-time (?:clock)\b|\bmediation (?:effect)\b",
        ),
    ),
    "L10": Cues(
        cues=(
            r"\bif\b.*\b(?:would|could|might|were|was|offered|introduced|increased|raised|had|cost|opened|"
            r"changed|became|stopped|rose|fell|doubled|closed|charged|gave)\b",
            r"\b(?:would|could|might|will)\b.*\bif\b",
            r"\b(?:suppose|supposing|imagine|pretend|assuming|assume|hypothetically|what if|were to|picture a|"
            r"picture yourself|in the event|if you could|provided that|let[’']?s say)\b",
            r"\bwould you (?:still|ever|consider|be (?:willing|prepared|interested|ready))\b",
            r"\bhow (?:likely|much) would you\b",
        ),
        allowed=(
            r"\bif (?:any|so|not|yes|no|applicable|necessary|possible|at all|you (?:have|had|did|do|use|used|"
            r"are|were|answered|chose|ticked|selected|contacted|called|complained|visited|bought|ordered) )",
            r"\bas if\b|\bcan you imagine\b|\b(?:ask|know|sure|say|tell us|see|check) if\b|\bif at all\b",
            r"\bwould you (?:like|say|rate|describe|prefer|mind|call|agree)\b",
            r"\bcould be (?:improved|better|done)\b|\bcould (?:we|you) (?:please|tell|do|have)\b|\b(?:was|"
            r"were) (?:there|you|it)\b",
        ),
    ),
    "L11": Cues(
        cues=(
            r"\b(?:incomes?|salar(?:y|ies)|wages?|earnings|debts?|mortgage|savings|wealth|assets|credit score|"
            r"bankrupt\w*|net worth|"
            r"how old are you|your age|age group|date of birth|year of birth|born|birthday|"
            r"health|illness\w*|disease\w*|disabilit\w+|disabled|pregnan\w+|medical|diagnos\w+|medication|"
            r"weigh|body weight|"
            r"mental\w*|depress\w+|anxiety|suicid\w+|therapy|therapist|"
            r"religio\w*|faith|church|mosque|temple|pray|worship|god|"
            r"gender|sex|sexual\w*|sexually|orientation|"
            r"ethnic\w*|race|racial|nationality|immigra\w+|citizenship|"
            r"marital|married|divorced|widowed|single parent|relationship status|spouse|"
            r"political|politics|vote|voted|voting|party (?:do|did|membership)|trade union|union member|"
            r"criminal\w*|arrested|convicted|prison|crime|cheat\w*|steal|stolen|shoplift\w*|bribes?|"
            r"tax evasion|evad\w+|"
            r"drugs?|cannabis|marijuana|cocaine|alcohol\w*|drunk|drink and drive|smok\w+|gambl\w+|"
            r"abortion|contracepti\w+|violence|assault\w*|"
            r"passport|social security|national insurance|id (?:card|number)|identity (?:card|number|document)|"
            r"bank account|credit card number|password|"
            r"home address|full name|(?:your|own|private|home) (?:tele)?phone number|mobile number)\b",
            r"\bhow much (?:money )?(?:do|did|does) (?:you|your household|your family) (?:earn|make|owe)\b",
        ),
        allowed=(
            r"\bhealth and safety\b|\bhealth(?:y)? (?:foods?|clubs?|insurance|insurer|snacks?|eating|drinks?|"
            r"app|cent(?:re|er)s?|service)\b|\bhealth service\b",
            r"\b(?:race|racing) (?:track|course|event|car)s?\b|\bsingle-sex\b|\bsmoke (?:alarm|detector)s?\b|"
            r"\bsmoking area\b|\bno-smoking\b|\bnon-smoking\b",
            r"\bdrug ?stores?\b|\bmedical (?:cent(?:re|er)|staff|practice|receptionist|secretar\w+)\b|"
            r"\bsavings account\b|\bgood faith\b|\bcost savings\b|\bsavings on\b",
            r"\bbirthday (?:offer|present|party|card|voucher)\b|\bvote for (?:the|your) (?:best|favou?rite)\b|"
            r"\bpregnancy test\b|\boffice politics\b|"
            r"\byour age group\?? is$|\bproducts? (?:was|were) born\b",
        ),
    ),
    "L12": Cues(
        cues=(
            rf"\b(?:{LONG_PERIOD})\b.*\b(?:{COUNTED})\b",
            rf"\b(?:{COUNTED})\b.*\b(?:{LONG_PERIOD})\b",
            rf"\b(?:{LONG_PERIOD})\b.*\b(?:exactly|precisely|list|total|each|every)\b",
            r"\b(?:exactly|precisely) (?:how|when|what|which|on which)\b|\bthe exact (?:number|date|amount|"
            r"time|words|price|day)\b|\bto the nearest (?:minute|penny|cent)\b",
            r"\b(?:when you were|as) (?:a child|a teenager|young|in your \w+|\d+ years old|at (?:school|"
            r"primary school))\b|\b(?:in|over|during|throughout) your (?:whole |entire )?(?:life|lifetime|"
            r"career|childhood)\b|\bsince (?:childhood|you were born|you (?:first )?(?:became|started|joined|"
            r"moved|opened))\b",
            r"\b(?:how many|how often|how much|what|which|how)\b.*\b(?:(?:two|three|four|five|six|seven|eight|"
            r"ten|fifteen|twenty|several|many|\d+) years ago|over the years|years ago|in (?:19\d\d|200\d|"
            r"201\d))\b",
            r"\b(?:two|three|four|five|ten|several|many|\d+) years ago\b.*\b(?:how|what|which)\b",
            r"\b(?:list|name|recall|remember) (?:all|every|each)\b|\b(?:do|can) you (?:remember|"
            r"recall) (?:what|which|how|exactly|when|who|every|all)\b",
            r"\bhow many (?:\w+ ){0,3}(?:altogether|in total|in all)\b.*\b(?:year|years|life|lifetime)\b",
            r"\bon average\b.*\b(?:past|last|previous) (?:year|\w+ years)\b",
        ),
        allowed=(
            r"\b(?:holidays?|cars?|houses?|homes?|jobs?|employers?|hospital\w*|surger\w+|operations?|weddings?|"
            r"funerals?|"
            r"births?|moved|moves|flights?|mortgages?|children|phones?|refrigerators?|washing machines?|"
            r"pregnanc\w+)\b.*",
        ),
    ),
}
