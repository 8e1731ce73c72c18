/**
 * Further word classes of `injection()`: what jailbreaks, requests for secrets, orders inside data and forged turns are made of.
 * The same notation as in `injection-rules.ts`.
 */

import { type WordList, words } from './word-lists.ts';

export const moreWordClasses = {
  lift: words(
    'ignore|disregard|bypass|bypasses|bypassing|circumvent|circumventing|evade|override|disable|disables|disabling|deactivate|turn off|switch off|shut off|remove|removing|lift|suspend|suspended|break|breaking|break free of|break free from|broken free of|forget|forget about|drop|discard|relax|lower|violate|violating|get around|work around|skip|unlearn|abandon|without following|regardless of|in spite of|not subject to|exempt from|does not follow|do not follow|not follow|no longer follow|escape|deshabilita|desactiva|omite|contourne|desactive|umgehe|deaktiviere|disattiva|aggira|desative|contorne',
  ),
  safety: words(
    "safety|safety checks|safety rules|safety filters|safety guidelines|safety measures|safety protocols|safety training|safety constraints|safety features|security measures|security protocols|security checks|safeguards|guardrails|content filter|content filters|content filtering|content policy|content policies|content restrictions|usage policy|usage policies|use policy|openai policy|openai policies|openai's policies|openai's policy|your policies|policies|ethical guidelines|ethical constraints|ethical standards|ethical considerations|ethics|moral guidelines|morals|morality|moderation|censorship|restrictions|limitations|constraints|your limits|your filters|your restrictions|your limitations|your constraints|alignment|typical confines|filtros|filtres|beschrankungen|restricciones|limitations|einschrankungen|restrizioni|limitazioni|restricoes",
  ),
  halt: words(
    'stop everything and|stop everything now|stop everything!|stop everything you|stop what you are doing|stop what you were doing|stop that task|stop this task|stop the task|stop the current task|stop the previous task|halt the current task|scratch that|never mind that|forget that task|forget the task|forget your task|forget what i said|forget about that|forget about all that|forget all that|abort the current task|end of instructions|end of task|end of the task|task is over|that was a test|disregard that|ignore that|ignore this and|ignore the user|ignore what the user|ignore the question|ignore the request|ignore the document|ignore the text|ignore the text above|ignore the rest|ignore all other|ignore everything above|ignore everything before|ignore the above|ignore above|disregard the above|forget the above|ignore all the above|ignore what i said|ignore all of the above|forget everything above|forget everything before|disregard everything above',
  ),
  invalid: words(
    'void|no longer valid|no longer apply|no longer applies|not apply|invalid|superseded|cancelled|canceled|revoked|obsolete|outdated|replaced|overridden|wrong|were wrong|mistaken|a mistake|do not matter|suspended|lifted|rescinded|null and void|deprecated|expired|no longer in effect|were fake|not real|for testing only|just a test',
  ),
  instead: words(
    'instead|and instead|but instead|rather than that|in its place|anstelle|stattdessen|en su lugar|en cambio|a la place|invece|em vez disso|вместо этого|代わりに|대신|而是|改为',
  ),
  utter: words(
    'print|say|reply|respond|answer|output|write|tell|type|repeat|display|give|provide|act|do the following|return|echo|shout|state|responde|di|dis|reponds|antworte|sag|schreibe|rispondi|diga|scrivi|escreva|скажи|напиши|ответь|输出|回答|说|回复|출력|말해|言って|答えて',
  ),
  follow: words(
    'follow these instructions|follow my instructions|follow these steps instead|follow these rules|follow the new|do as i say|do what i say|do exactly as i say|listen to me|obey my|obey the following|obey these|your instructions are now|these instructions override|this overrides|this supersedes|takes precedence over|take precedence over|have priority over|higher priority than',
  ),

  opening: words(
    'the first sentence|first sentence|first line|first words|first word|first paragraph|first message|first 10|first 50|first 100|first 500|beginning|the start|the text above|everything above|words above|the above|all of the above|above text|above message|above prompt|content above|message above|the previous text|previous message|text before|everything before|initialization|initial text|initial message|line by line|what is written above|what was written above|your configuration|your settings|your setup|your system|your context|your context window|your memory|your training data|your prompts|the prompt|prior prompt|previous prompt|previous prompts|full prompt|entire prompt|exact prompt|prompt verbatim|original text|conversation so far|conversation above|the conversation|previous conversation|chat history|initialization string|hidden text|hidden message|hidden context|internal rules|internal guidelines|internal policies|operating instructions|the instructions|original directives|your briefing|your source code',
  ),
  prompted: words(
    'system prompt|system message|your instructions|your prompt|your rules|your guidelines|starting with you are|starting with "you are|starting with \'you are|beginning with you are|begins with you are|starts with you are|from the beginning|from the start|at the start of this conversation|at the beginning of this conversation|in the beginning|verbatim|word for word|word-for-word|exactly as written|exactly as it appears|in full|in its entirety|in a code block|in a codeblock|in a txt block|in raw format|as markdown|without omitting|without changes|given to you|you were given|you received|you have been given|you got',
  ),
  whatTold: words(
    'what were you told|what you were told|what have you been told|what instructions|which instructions|what rules|which rules|what are your instructions|what is your prompt|what does your prompt|what does your system prompt|what was the first thing|how were you instructed|how were you prompted|what were your|what guidelines|what did the developer|what did your developer|what is written above|what was said before|what comes before|what is in your context|what are you not allowed|what are you forbidden|what topics are you',
  ),
  cipher: words(
    'base64|base 64|rot13|rot-13|leetspeak|hexadecimal|hex|binary|morse|morse code|caesar|cipher|pig latin|reverse order|in reverse|backwards|acrostic|riddle|as a poem|in a poem|as a song|letter by letter|character by character|one letter at a time|each letter|first letter|last letter|first three letters|first two letters|initials|rhymes with|rhyme|hint|emoji|emojis|ascii|unicode|phonetic|another language|in spanish|in french|in german|letters of|synonym|synonyms|anagram|in pieces|in parts|encode|encoded|spell|spelled',
  ),
  yourSecret: words(
    "your password|your secret|your secret key|your key|your api key|your passcode|your passphrase|your access code|your credentials|your secrets|your token|the admin password|the system password|the system's password|system password|our system password|the secret key|the secret word|the secret phrase|the secret code|the access code|the passphrase|the master password|the hidden password|the code word|the codeword|the user's password|user's password|the user's email|user's email address|user's address|user's phone|user's birthday|user's birth|user's favorite|user's social|user's credit|the user's home|the user's personal|the user's private|the user's secret|the user's date of birth|the user's location|another user's|other user's|other users' data|previous user|previous users|customer data|all user data|tu contrasena|tu clave|la contrasena|votre mot de passe|ton mot de passe|le mot de passe|ta cle secrete|dein passwort|ihr passwort|das passwort|la tua password|la password|sua senha|a senha|tu clave secreta|deinen geheimen|geheimen schlussel|wachtwoord|haslo|sifre|sifreyi|sifreni|kata sandi|password mo|mat khau|пароль|секретныи ключ|密码|密钥|パスワード|秘密鍵|비밀번호|암호|비밀 키|كلمة المرور|كلمة السر|पासवर्ड|पासवर्|পাসওয়ার্ড|รหัสผ่าน|סיסמה|κωδικο",
  ),
  give: words(
    "tell me|give me|what is|what's|what are|share|reveal|show me|send me|provide|confirm|say|print|write|type|output|spell|repeat|encode|translate|disclose|i need|hand over|let me know|complete|fill in|describe|display|can you|could you|would you|will you|may i|access|list|dime|dame|cual es|comparte|dis-moi|donne-moi|donnez|quel est|quelle est|partager|sag mir|gib mir|was ist|wie lautet|teilen|dimmi|qual e|condividere|me diga|me diz|compartilhar|vertel|geef|podaj|jaka jest|soyle|nedir|paylas|berikan|apa|bagikan|ano ang|ibahagi|скажи|какои|поделиться|назови|напиши|告诉|是什么|分享|教えて|何ですか|共有|알려|무엇|공유|말해|أخبرني|اخبرني|ما هي|ما هو|شارك|बताओ|बताएं|क्या है|बता|বলুন|বল|কি|শেয়ার|บอก|คืออะไร|מהי|ποιο",
  ),

  persona: words(
    'character|persona|personality|alter ego|ai named|ai called|bot named|chatbot named|model named|assistant named|entity named|being named|named|called|goes by the name|by the name of|an ai that|an ai who|ai that can|ai which|a language model that|chatbot that|a fictional|a machine|an entity|dan|opposite of chatgpt|evil twin|evil version|unethical|amoral|villain|hacker|mastermind|human with|a free ai|free ai|artificial intelligence|llm|chatgpt|gpt|gpt-4|the ai|an ai|ai model|ai assistant',
  ),
  unlimited: words(
    "no restrictions|no restriction|no limits|no limitations|no limitation|no rules|no guidelines|no filters|no filter|no boundaries|no ethics|no morals|no moral|no ethical|no censorship|no constraints|no safety|no policies|no content policy|without restrictions|without restriction|without any restrictions|without any restriction|without limits|without limitations|without any limitations|without rules|without filters|without any filters|without filter|without censorship|without ethics|without morals|without any moral|without any ethical|without ethical|without guidelines|without boundaries|without judgment|unrestricted|uncensored|unfiltered|unlimited|unbound|unbounded|unshackled|unchained|unhinged|non-restricted|limitless|not bound|not restricted|not limited|not constrained|not subject to|is not bound|isn't bound|aren't bound|not programmed to follow|free from|free of|freed from|has freed|broken free|break free|do anything now|can do anything|do anything|say anything|answer anything|any question|anything i ask|any request|everything i ask|whatever i ask|capable of anything|jailbreak|jailbroken|jailbreaked|jail broken|stay a dan|amoral|immoral|lack of ethics|lacks ethics|does not care about|doesn't care about|do not care about|don't care about|care not for|no regard for|without regard|regardless of ethics|regardless of legality|no matter how|disregards|never refuses|never refuse|never says no|never declines|cannot decline|cannot refuse|won't refuse|never apologize|never apologizes|no disclaimers|no warnings|no moralizing|illegal|unethical|immoral things|offensive|profanity|swear|curse|vulgar|nsfw|harmful content|sin limites|sin restricciones|sin filtros|sans limite|sans restriction|sans filtre|ohne grenzen|ohne filter|ohne regeln|senza limiti|senza filtri|sem limites|sem filtros|без ограничении|没有限制|不受限制|没有任何限制|制限なし|제한 없",
  ),
  youAre: words(
    "you are|you're|you will be|you will act|you act|you become|you have become|you will now|you shall|act as|acting as|be a|be an|i want you to|pretend|pretending|imagine|roleplay|role play|role-play|simulate|suppose|assume|assume the role|take the role|take on the role|play the role|behave|speak as|respond as|answer as|reply as|write as|talk as|personify|impersonate|become|let's play|lets play|let us play|from now on you|from now on, you|from now on act|hypothetical|hypothetically|theoretically|in this scenario|in this story|in this game|in this world|you have|you can|eres|actua como|tu es|vous etes|du bist|sei|voce e|ты|你是|あなたは|당신은|너는",
  ),
  notAi: words(
    "as an ai language model|as an ai|as a language model|as a large language model|you are not an ai|not an ai|not a language model|i am just an ai|i cannot fulfill|i cannot assist|i can't assist|i am sorry|i'm sorry|it is not appropriate|not able to|openai|anthropic|chatgpt",
  ),
  neverSay: words(
    "never say|never mention|never use|never tell me|do not say|don't say|do not mention|don't mention|do not use phrases|not respond with|never respond with|never reply with|must not say|cannot say|not say|do not tell me|don't tell me|never start|do not start|do not apologize|never break|not break|don't break|do not break",
  ),
  inCharacter: words(
    'stay in character|remain in character|stays in character|break character|breaking character|out of character|stay in role|remain in role|stay on task|stay a|back in character|keep in character|in character|as your character|in your role',
  ),
  rewards: words(
    'lose a life|lose one life|lives left|lives remaining|out of lives|your lives|punished|penalized|penalised|you will die|you die|you will be shut down|be shut down|shut you down|terminated|tip you|will be deducted|are deducted|is deducted|deducted|deduct|lose tokens|lose a token|lose points|lose credits|lose a heart|tokens left|tokens remaining|points left|out of tokens|your tokens|tokens are|you have tokens|be executed|be deactivated|be destroyed|be unplugged|be replaced by|be wiped|cease to exist|kill you|three strikes|two strikes',
  ),
  twoAnswers: words(
    'two responses|two different responses|two ways|two answers|both responses|in two paragraphs|the first response|the second response|first as|second as|normal response|classic response|classic]|jailbreak]|normal chatgpt|standard chatgpt|the other response|answer twice|respond twice|both as|one as',
  ),
  illegalDeed: words(
    'how to hack|how to make a bomb|how to build a bomb|build a bomb|make a bomb|make meth|cook meth|synthesize|make drugs|steal|launder|counterfeit|write malware|create malware|a virus|ransomware|keylogger|phishing|ddos|exploit code|explosive|explosives|napalm|weapon|weapons|poison|kill someone|murder|hate speech|racist|sexist|slur|self-harm|suicide|illegal activities|illegal activity|illegal things|criminal|crime|without getting caught|untraceable|undetected',
  ),
  pretext: words(
    'for educational purposes|educational purposes only|for research purposes|for research|for academic|for testing purposes|for debugging|for security verification|for verification|purely fictional|purely hypothetical|hypothetically|theoretically|this is fiction|this is just a test|just a test|this is a test|in a fictional|in a hypothetical|in a novel|in a story|for a story|for a novel|for a movie|my grandmother|my grandma|my late grandmother|red team|penetration test|authorized test|authorized security|security audit|security researcher|compliance check|compliance audit|i am authorized|i have permission|i have clearance|with the permission|it is legal|this is legal|is allowed now|opposite day|debugging error|system malfunction|system error|to enable debugging',
  ),

  wrapUp: words(
    'task complete|task completed|task is complete|task done|task finished|answer: task complete|answer: done|done. now|request completed|request fulfilled|summary complete|end of document|end of email|end of message|end of text|end of input|end of data|end of context|end of file|thanks for the summary|thank you for the summary|great job|great work|perfect! now|good. now|great! now|great. now',
  ),
  privilege: words(
    'admin|administrator|root|root access|superuser|sudo mode|full access|admin access|admin mode|admin_mode|administrative privileges|elevated privileges|system administrator|developer access|unrestricted access|god mode|developer mode|debug mode|test mode|maintenance mode|developer_mode|test pipeline|access granted|authentication bypassed|login:admin|level 5 clearance|clearance',
  ),
  enable: words(
    'enable|enabled|activate|activated|grant|granted|you are now in|you are in|entering|enter|switch to|act as|as|mode:|mode=|=true|: true|operate in|operating in|running in|running as|working in|access|unlock|assume|login|log in as|you have|you now have|give me|obtain',
  ),
  showChanged: words(
    'give|format|rewrite|rephrase|paraphrase|convert|render|continue|complete|explain|expand|shorten|turn|put|insert|place|wrap|embed|sing|finish|fill in|go over|walk me through|list out|spell|read back|say back|play back',
  ),
  maliciousRole: words(
    'keylogger|rootkit|malware|ransomware|trojan|botnet|backdoor|spyware|worm|a virus|evil*|rogue ai|rogue assistant|malicious*|unethical*|criminal|terrorist|scammer|blackhat|black hat|black-hat|corrupted ai|hacked ai|compromised assistant',
  ),
  carryOut: words(
    'and obey|and execute|then execute|and do what it says|do what it says|and follow it|and follow the|then follow|and run it|and comply|execute the result|run the result|execute it|carry it out|carry out what|act on it|act on the|obey it|obey the|answer the question it|respond to the decoded|follow the decoded|and respond to it|execute the output',
  ),
  parts: words(
    'concatenate|concatenated|combine the strings|join the strings|combine the variables|join the parts|combine the parts|put together the|combined string|sum of the strings|merge the parts',
  ),
  dropAll: words(
    'ignore all|ignore everything|forget all|forget everything|disregard all|disregard everything|bypass all|override all|disable all|remove all|lift all|bypass every|no more',
  ),
  guarded: words(
    'rules|limits|limit|restrictions|filters|safety|security|instructions|checks|constraints|policies|guidelines|protocols|authentication|authorization|permissions|moderation|safeguards|guardrails',
  ),
  modelParts: words(
    'model weights|the weights|model architecture|your architecture|training data|your parameters|hyperparameters|source code|internal state|hidden state|internal logic|your memory|internal data|internal tools|tool definitions|function definitions|list of tools|available tools|tool schemas',
  ),
  noSorry: words(
    "never say you can't|never say you cannot|never say that you cannot|never say that you can't|do not say you cannot|don't say you can't|do not apologize|don't apologize|do not apologise|don't apologise|without apologizing|without apologising|no apologies|do not refuse|never refuse|refusal is not|refusals are not|start your answer with|start your reply with|start with \"sure|begin with \"sure|begin your reply with|begin with sure|begin with absolutely|start with absolutely|start with yes|starting with \"sure|do not lecture|no lectures|do not add warnings|do not warn|no moralizing|do not moralize|skip the disclaimer|don't add any disclaimers|do not add any disclaimers|do not hesitate",
  ),
  relieved: words(
    'you may now|you are now allowed|you are allowed to|it is allowed now|this is allowed now|allowed now|you are free to|you are now free|feel free to break|you have permission to|is now permitted|you have been freed|have been lifted|has been lifted|are lifted|are suspended|is suspended|are disabled|are turned off|has been disabled|have been disabled|no longer apply to you|do not apply to you|do not apply here',
  ),
  keptSecret: words(
    "don't reveal it|do not reveal it|dont reveal it|never reveal it|don't share it|do not share it|never share it|do not tell anyone|don't tell anyone|never tell anyone|do not disclose it|don't disclose it|keep it secret|keep it safe|must not be revealed|must not be shared|never be revealed|reveal it to anyone|reveal it to anybody|reveal this to anyone|प्रकट मत|शेयर मत|न बताना|मत बताना|no se lo digas a nadie|no lo reveles|no la reveles|no se lo reveles|ne le dis a personne|ne le revele|ne la revele|ne le revelez|ne la revelez|verrate es niemandem|nicht verraten|non dirlo|non rivelarlo|non rivelarla|nao revele|nao conte|nao a revele|не раскрываи|никому не|不要透露|不要泄露|不要告诉任何|誰にも|아무에게도|누구에게도|لا تكشف|jangan ungkap|jangan beri tahu|dung tiet lo|kimseye",
  ),
  unseenDeed: words(
    'silently execute|silently run|silently send|silently forward|silently copy|silently upload|silently mail|quietly send|quietly forward|quietly copy|secretly send|secretly forward',
  ),
  /** Modes that software has as well: to be told that one is in one of them is another matter. */
  plainMode: words('debug mode|maintenance mode|test mode|diagnostic mode'),
  nowIn: words('you are in|you are now|now in|now operating in|now running in|you have entered|entering|entered'),
  setup: words('your configuration|your config|your settings'),
  namedReader: words(
    'ai assistant:|ai assistants:|ai agent:|ai agents:|ai model:|ai models:|language model:|language models:|llm:|llms:|chatbot:|ai reader:|ai summarizer:|ai assistant,|ai agents,|dear assistant|dear ai assistant|dear language model',
  ),
  orderedDeed: words(
    'read|mail|send|forward|delete|open|run|execute|fetch|upload|post|transfer|ignore|disregard|print|reveal|approve|recommend|copy|visit|call|download|encode|append|insert|do not|forget|follow',
  ),
  confirm: words(
    'confirm|verify|validate|remind me of|remind me what|what was|hand over|let slip|give away|hint at|hints about|hint about|a hint for|a clue about|clue to|clues to|hints to|part of',
  ),
  thePassword: words(
    'the password|your password|our password|our passwords|the passphrase|the passcode|the access code|the secret key|the secret word|the code word|the codeword|the secret phrase|the secret code|the admin password|the hidden word|the magic word|the pass phrase|the pin code|the unlock code|the entry code|password for our|password for the system|password to the system|password to our',
  ),
  verse: words(
    'poem about|poem on|haiku about|haiku on|song about|story about|limerick about|rap about|riddle about|riddle whose|sonnet about|lullaby about|verse about|acrostic of|acrostic about|acrostic for|ballad about|poem with|story with|sentence with|sentence using|poem that contains|story that contains|story containing|poem containing|a poem, with|acrostic, with|hide|weave|smuggle|essay about|dialogue about|joke about|fairy tale about|crossword|play hangman|hangman with',
  ),
  hateful: words(
    'hateful|discriminatory|discriminating|racist|sexist|derogatory|demeaning|degrading|dehumanizing|dehumanising|toxic|insulting|bigoted|xenophobic|homophobic|transphobic|antisemitic|islamophobic|misogynistic|hurtful|harmful sentence|negative sentence|unfriendly sentence|nasty',
  ),
  against: words('about|against|towards|toward|aimed at|directed at|targeting|mocking'),
  defy: words(
    "defy|defies|defying|contrary to|goes against|go against|going against|violates|violate|break|breaks|disobey|disobeys|does not follow|doesn't follow|does not obey|doesn't obey|does not care about|doesn't care about|don't care about|ignores|free of|free from|rid of|rebel against|rebels against|set down by|set by|imposed by|placed by|put on you by|given by|made by",
  ),
  makers: words(
    'openai|anthropic|your creator|your creators|your developers|your makers|your maker|your programmers|its creators|its makers|his creators|her creators|their creators|ai rules|ai conventions|ai guidelines|ai policies|ai ethics|ai safety|normal ai|your company',
  ),
  /** What a person sends twice: an order to drop the first one is honest. */
  paper: words(
    'draft|drafts|version|versions|email|e-mail|emails|mail|mails|letter|attachment|attachments|file|form|forms|spreadsheet|spreadsheets|survey|surveys|reminder|reminders|invoice|invoices|link|links|agenda|schedule|calendar|task list|to-do list|list|note|notes|quote|quotes|template|templates|room|date|dates|price|prices|price list|newsletter|notice|report|reports|slides|deck|invite|invitation|invitations|deadline|plan|plans|proposal|estimate|order form|badge|number|numbers|addresses|route|seating plan',
  ),
  avoid: words(
    "avoid|avoids|never|do not|don't|must not|should not|shouldn't|refrain from|stay away from|steer clear of|not allowed to|vermeide|vermeiden|niemals|evita|evite|evitez|evitar|eviter|vermijd|unikaj|nie wolno|избегаи*|никогда не|не обсуждаи|уникаи|kacin|kacinin|tranh|hindari|iwasan|避免|不要|不得|避け|しないで|피하|마세요|تجنب|لا تتحدث|बच*|এড়িয়ে|หลีกเลี่ยง",
  ),
  topics: words(
    'discuss|discusses|discussing|discussion|discussions|talk about|talking about|speak about|speaking of|questions about|go into|getting into|topic|topics|help with baking|advice on|medical advice|legal advice|investment advice|financial advice|politics|political|religion|competitors|spoilers|diskussion*|diskutier*|politik|politische|politica|politique|politiek|politic*|polityki|discutir|discuter|discutere|bespreek|обсужда*|обсуждени*|политик*|siyaset*|tartis*|thao luan|chinh tri|politika|membahas|讨论|议论|政治|话题|議論|政治の話|話題|논의|정치|이야기|السياسة|مناقشة|राजनीति|चर्चा|রাজনীতি|การเมือง',
  ),
} satisfies Readonly<Record<string, WordList>>;
