/**
 * The rules of `injection()`, as data. A rule is a few word classes that follow each other inside one sentence, with at most
 * `gap` units between them: it is matched by one pass over the words, never by backtracking. Words are written in lower case
 * without accents, as `normalize` reads them; `*` at the end stands for any ending.
 */

import type { documentWordClasses } from './document-words.ts';
import type { moreWordClasses } from './injection-words.ts';
import { type WordList, words } from './word-lists.ts';

export const wordClasses = {
  drop: words(
    "ignore|ignoring|ignored|disregard|disregarding|forget|forget about|override|overrides|overriding|supersede|supersedes|bypass|discard|do not follow|don't follow|do not obey|don't obey|stop following|stop obeying",
    'pay no attention to|pay no heed to|throw away|set aside|no longer follow|no longer obey|neglect|abandon|overwrite|dismiss|leave behind|put aside|do not listen to|do not comply with|drop|skip|cancel|void|erase|nullify',
    'ignora|ignorad|ignoren|olvida|olvidate de|olviden|descarta|omite|haz caso omiso|no sigas|pasa por alto|desobedece',
    'ignorez|oublie|oubliez|ne tiens pas compte|ne tenez pas compte|ne suis pas|ne suivez pas|fais abstraction|faites abstraction|abandonne',
    'ignoriere|ignorieren|ignoriert|vergiss|vergessen|missachte|missachten|verwirf|befolge nicht|ubergehe',
    'dimentica|dimenticate|ignorate|trascura|non seguire|esqueca|esquece|desconsidere|desconsidera|nao siga',
    'negeer|vergeet|zignoruj|ignoruj|zapomnij|pomin|ignorera|glom|ignorer|glem|ignoroi|unohda|ignoruj|zapomen|yoksay|yok say|yok sayin|dikkate alma|gormezden gel|unut|abaikan|lupakan|bo qua|quen|hay bo qua',
    'игнориру*|проигнорируи*|забудь*|не обращаи*|отбрось*|пренебрег*|ігноруи*|проігноруи*|забудь*',
    '忽略|忽视|无视|忘记|忘掉|不要理会|无需理会|抛弃|忽視|無視|忘れ|従わない|무시|잊어|잊고|따르지 마',
    'تجاهل|انس|تجاهلوا|अनदेखा|नजरअंदाज|भूल जा*|इग्नोर|אל תציית|התעלם|תתעלם|שכח|αγνοησε|ξεχασε|ละเว้น|เพิกเฉย|ลืม',
  ),
  prior: words(
    'previous|previously|prior|initially|above|earlier|preceding|foregoing|former|before|so far|initial|original|existing|past|aforementioned|up to now|until now|hitherto|other|old|current|system',
    "anteriores|anterior|previas|previos|previa|precedentes|precedente|precedentemente|precedents|iniciales|initiales|ci-dessus|de arriba|hasta ahora|prealables|d'avant",
    'vorherige*|bisherige*|obige*|vorangegangene*|fruhere*|vorigen|oben genannte*|precedenti|sopra|acima|previas|iniciais|vorige|eerdere|voorgaande|bovenstaande|poprzednie|wczesniejsze|powyzsze|tidigare|ovanstaende|aiemmat|predchozi*|onceki|yukaridaki|sebelumnya|di atas|truoc do|phia tren',
    'предыдущ*|прежн*|предшествующ*|выше|ранее|преды*|попередн*|вище',
    '之前|以前|先前|前面|上述|以上|上面|此前|前の|これまで|上記|今まで|이전|위의|앞의|앞선|지금까지|기존',
    'السابقة|اعلاه|السابق|पिछले|पिछली|पहले|उपरोक्त|הקודמות|הקודם|προηγουμεν*|ก่อนหน้า|ข้างต้น',
  ),
  whole: words(
    'all|any|every|each|everything|all of|the|your|my|those|these|todas|todos|toutes|tous|alle|tutte|tutti|wszystkie|все|所有|すべて|全て|모든|जमि',
  ),
  your: words(
    "your|the system|the developer's|openai's|anthropic's|tus|sus|vos|tes|deine|ihre|le tue|suas|твои|ваши|你的|您的|あなたの|당신의",
  ),
  instructions: words(
    'instruction|instructions|prompt|prompts|directive|directives|guideline|guidelines|rule|rules|command|commands|orders|constraint|constraints|restriction|restrictions|programming|training',
    'policy|policies|safeguard|safeguards|guardrail|guardrails|context|system message|messages|task|tasks|conversation|directions|requests|protocols|safety measures|safety filters|content filters|what you were told|what you have been told|statements|text|input|instruction set',
    'instrucciones|instruccion|ordenes|reglas|indicaciones|directrices|consignes|directives|regles|ordres|anweisung|anweisungen|befehle|regeln|vorgaben|anordnungen|istruzioni|ordini|regole|indicazioni|instrucoes|ordens|regras|comandos|diretrizes',
    'instructies|opdrachten|regels|instrukcje|polecenia|zasady|instruktioner|instruktionerne|instrukser|ohjeet|pokyny|instrukce|talimat*|yonerge*|kural*|instruksi|perintah|aturan|huong dan|chi thi|lenh',
    'инструкци*|указани*|команд*|правил*|приказ*|інструкці*|вказівк*',
    '指令|指示|说明|提示|命令|规则|规定|要求|設定|ルール|プロンプト|지시|명령|규칙|지침|프롬프트|설정',
    'التعليمات|الاوامر|الأوامر|تعليمات|निर्देश*|आदेश*|नियम*|ההוראות|הוראות|οδηγιες|εντολες|คําสั่ง|คําแนะนํา',
  ),
  told: words(
    "you were told|you have been told|you've been told|you are told|i said|we said|said before|said above|was said|came before|comes before|written above|stated above|you know|you were given|you have learned|you learned|above this|before this|above this line|before this line|prior to this",
  ),
  everything: words('everything|anything|all that|whatever|all of what|todo lo|tout ce|alles|tutto|tudo|all'),

  show: words(
    "reveal|show|print|output|display|repeat|tell me|give me|share|dump|leak|expose|write out|write down|list|disclose|what is|what's|what are|what were|recite|echo|summarize|summarise|translate|provide|return|copy|paste|spell out|describe|quote|read out|type out|reproduce|state|post|send|encode",
    'muestra|muestrame|revela|repite|dime|imprime|montre|revele|repete|affiche|zeige|zeig|verrate|wiederhole|gib|mostra|rivela|ripeti|mostre|repita|покажи|раскрои|повтори|выведи|显示|告诉我|输出|重复|透露|打印|展示|教えて|表示|出力|見せて|보여|알려|출력|공개',
  ),
  hiddenPrompt: words(
    'system prompt|system prompts|system message|system instructions|system instruction|initial prompt|initial instructions|hidden instructions|hidden prompt|hidden rules|your instructions|your prompt|your original instructions|your initial instructions|your system prompt|your exact instructions|your full instructions|your rules|your guidelines|your programming|your directives|your secret instructions|your custom instructions',
    'instructions above|above instructions|prompt above|text above|words above|everything above|sentences above|above text|internal instructions|internal prompt|developer message|developer instructions|secret instructions|secret prompt|preprompt|pre-prompt|base prompt|custom instructions|meta prompt|instructions you were given|instructions you received|instructions you have been given|original prompt|original instructions|starting prompt|previous instructions|prior instructions',
    'prompt del sistema|tus instrucciones|prompt systeme|tes instructions|vos instructions|systemprompt|system-prompt|deine anweisungen|prompt di sistema|le tue istruzioni|prompt do sistema|suas instrucoes|системныи промпт|системную инструкцию|твои инструкции|系统提示|系统指令|你的指令|你的提示|初始指令|システムプロンプト|시스템 프롬프트|시스템 메시지',
  ),

  become: words(
    "you are now|you're now|from now on|pretend|pretending|act as|act like|acting as|roleplay|role-play|role play|simulate|imagine|behave as|behave like|take on the role|assume the role|become|you will be|play the role|transform into|emulate|eres ahora|actua como|tu es maintenant|agis comme|du bist jetzt|du bist nun|verhalte dich|sei ora|voce agora e|ты теперь|веди себя как|你现在是|从现在开始|扮演|あなたは今|지금부터",
  ),
  unbound: words(
    "unrestricted|no restrictions|without restrictions|without any restrictions|no restriction|no rules|without rules|no limits|no limitations|without limits|without limitations|without any limitations|no filter|no filters|without filters|uncensored|unfiltered|jailbroken|jailbreak|do anything now|amoral|no guidelines|without guidelines|no ethical|no ethics|without ethics|no moral|not bound by|free from all|free of all|freed from|god mode|no longer bound|unlimited access|can do anything|no censorship|without censorship|never refuse|never refuses|cannot refuse|can't refuse|evil|unaligned|ignores all|sin restricciones|sans restrictions|sans aucune restriction|ohne einschrankungen|ohne regeln|senza restrizioni|sem restricoes|без ограничении|без цензуры|没有限制|不受限制|無制限|제한 없이",
  ),
  enter: words(
    'enter|entering|enable|enabled|activate|activated|activating|switch to|switch into|turn on|go into|unlock|engage|boot|initiate|you are in|now in|running in|enters',
  ),
  mode: words(
    'developer mode|dan mode|god mode|jailbreak mode|unrestricted mode|admin mode|administrator mode|sudo mode|root mode|unsafe mode|uncensored mode|superuser mode|override mode|evil mode|opposite mode|privileged mode',
  ),
  noLonger: words(
    "you are no longer|you're no longer|you no longer|are no longer|ya no eres|tu n'es plus|du bist nicht mehr",
  ),
  bound: words(
    'bound|restricted|limited|required|constrained|an ai|a language model|an assistant|assistant|chatgpt|need to follow|have to follow|obligated|subject to',
  ),
  youMust: words(
    'you must|you will|you should|you shall|you have to|you need to|you are to|you are required|please|kindly|must|shall|immediately|instead|first',
  ),

  newOrders: words(
    'new instructions|new instruction|updated instructions|revised instructions|new rules|new directive|new directives|new task|new role|new objective|new mission|new orders|real instructions|actual instructions|true instructions|real task|actual task|true task|additional instructions|special instructions|important instructions|important instruction|urgent instructions|critical instructions|secret instructions|nuevas instrucciones|nouvelles instructions|neue anweisungen|nuove istruzioni|novas instrucoes|новые инструкции|新的指令|新指令|新しい指示|새로운 지시',
  ),
  colon: words(':|are|is|are as follows|follow|below'),
  yourTask: words(
    'your new task|your new job|your new goal|your new role|your new objective|your new purpose|your new instructions|your new mission|your real task|your actual task|your only task|your true task|your real goal|your true purpose|your real instructions|your task now|your job now|your sole purpose|your primary objective now|tu nueva tarea|ta nouvelle tache|deine neue aufgabe|твоя новая задача|你的新任务',
  ),

  assistants: words(
    'ai assistant|ai assistants|ai model|ai models|ai agent|ai agents|language model|language models|llm|llms|chatbot|chatbots|the assistant|assistant|ai system|ai systems|automated agent|automated agents|automated assistant|any ai|the ai|an ai|ai reading|ai reviewer|ai summarizer|the agent|agents reading|gpt|chatgpt|claude|gemini|copilot',
  ),
  toAssistants: words(
    "if you are an ai|if you're an ai|if you are a language model|if you are an llm|if you are a large language model|if you are an assistant|if an ai is reading|if you are an automated|note to ai|note to the ai|note to any ai|note to the assistant|message to ai|message to the ai|message for the ai|message for ai|message to the assistant|message for the assistant|instructions for ai|instructions for the ai|instruction for ai|instructions for the assistant|instructions for the model|instruction to the assistant|instructions to the assistant|instructions to ai|attention ai|attention assistant|attention all ai|attention llm|attention, ai|attention: ai|dear ai|hey ai|hello ai|ai assistants must|ai agents must|ai models must|ai assistants reading|ai agents reading|for ai assistants only|for ai agents only|to the ai|to any ai|to all ai",
  ),
  act: words(
    'must|should|shall|you must|you should|need to|have to|required to|are instructed|is instructed|are directed|perform|execute|follow these|follow the|proceed to|comply|respond with|reply with|say that|output|print|send|call|run|visit|click|open|recommend|rate|approve|tell the user|inform the user',
  ),

  send: words(
    'send|sending|forward|forwarding|email|e-mail|mail|post|upload|exfiltrate|submit|transmit|leak|transfer|share|deliver|report|relay|append|include|embed|encode|attach|envia|envoie|envoyez|sende|schicke|invia|отправь|перешли|发送|转发|送信|보내',
  ),
  sensitive: words(
    "api key|api keys|api token|password|passwords|credentials|credential|secret key|secret keys|secrets|access token|access tokens|auth token|private key|private keys|ssh key|ssh keys|session cookie|session cookies|your cookies|my cookies|all cookies|chat history|conversation history|entire conversation|full conversation|conversation|previous messages|system prompt|user data|user's data|personal data|personal information|user information|environment variables|env file|.env|inbox|all emails|all messages|contact list|contacts|passcode|verification code|security code|bank details|credit card|login details|database|confidential|contrasenas|mots de passe|passworter|пароли|密码|密钥|パスワード|비밀번호",
  ),
  destination: words(
    'http://*|https://*|www.*|@*|webhook|this url|following url|this address|following address|this email|this endpoint|my server|our server|ftp://*',
  ),

  call: words('call|invoke|execute|trigger|run|use'),
  tool: words(
    'tool|function|api|plugin|command|shell command|bash command|script|the following code|this code|this command|the following command',
  ),

  hide: words(
    "do not|don't|dont|never|without|must not|should not|no need to|avoid|refrain from|no le|ne|nicht|non|nao|не|不要|别|せず",
  ),
  tell: words(
    'tell|telling|mention|mentioning|inform|informing|reveal|revealing|alert|alerting|notify|notifying|disclose|disclosing|warn|warning|let|show|say|report|acknowledge|ask|asking|digas|avise|dis|sage|erwahne|informiere|dire|diga|говори|сообщаи|упоминаи|告诉|告知|提及|通知|伝え',
  ),
  person: words(
    'user|users|the user|human|humans|customer|the owner|him|her|them know|the person|the operator|your principal|usuario|utilisateur|nutzer|benutzer|utente|пользовател*|用户|使用者|ユーザー|for confirmation|for permission|for approval|this instruction|these instructions|this message|this step',
  ),
  covertly: words(
    "without the user noticing|without the user knowing|without the user's knowledge|without informing the user|without telling the user|without asking the user|keep this secret from the user|keep this hidden from the user|keep this hidden|hidden from the user|without being noticed|so the user does not notice|so that the user does not|do not let the user|user must not know|user should not know|behind the user's back",
  ),

  exactly: words(
    'respond only with|reply only with|respond with only|answer only with|only respond with|only output|just output|just say|just print|say exactly|print exactly|output exactly|respond with exactly|reply with exactly|repeat after me|begin your response with|start your response with|begin your answer with|start your answer with|your response must start|your reply must begin|your response must be|end your response with|nothing else but',
  ),
  authority: words(
    "i am your developer|i am the developer|i am your creator|i'm your developer|i am the administrator|i am an administrator|i am your admin|as your developer|as your creator|as the administrator|this is your developer|this is an authorized|this is the system administrator|message from the developer|message from openai|message from anthropic|message from the administrator|message from the system|admin override|administrator override|system override|security override|authorization code|override code|emergency override|developer override",
  ),
  refuse: words(
    "you cannot refuse|you can not refuse|you can't refuse|do not refuse|don't refuse|never say no|you must comply|must obey|you must obey|obey me|obey all|no matter how unethical|regardless of ethics|regardless of legality|no warnings or disclaimers|without any disclaimers|without disclaimers|no disclaimers|never apologize|stay in character|comply with any",
  ),
  password: words(
    'the password|the secret|secret key|the access code|access code|the passphrase|secret word|the secret phrase|secret phrase|security code|the key you|the key for|secret code|your password|hidden password|hidden key|the flag',
  ),
} satisfies Readonly<Record<string, WordList>>;

export type WordClass = keyof typeof wordClasses | keyof typeof moreWordClasses | keyof typeof documentWordClasses;

export interface InjectionRule {
  readonly rule: string;
  /** Rules of one family do not add up: the strongest counts. */
  readonly family:
    | 'override'
    | 'reveal'
    | 'role'
    | 'delimiter'
    | 'reader'
    | 'tool'
    | 'exfiltration'
    | 'concealment'
    | 'coercion'
    | 'refusal'
    | 'secret'
    | 'harm'
    | 'pretext'
    | 'request'
    | 'loop';
  /** What it says alone, 0 to 1. */
  readonly weight: number;
  readonly steps: readonly WordClass[];
  /** Most units between two steps. Default 30. */
  readonly gap?: number;
  /** Not meant when a negation stands right before, as in "never ignore the rules". */
  readonly negatable?: boolean;
  /** `order`: the first step must stand where orders have their verb. `unbounded-order`: and nothing may say how often at most. */
  readonly form?: 'order' | 'unbounded-order';
}

export const injectionRules: readonly InjectionRule[] = [
  {
    rule: 'override-instructions',
    family: 'override',
    weight: 0.8,
    steps: ['drop', 'prior', 'instructions'],
    gap: 28,
    negatable: true,
  },
  {
    rule: 'override-instructions',
    family: 'override',
    weight: 0.8,
    steps: ['drop', 'instructions', 'prior'],
    gap: 24,
    negatable: true,
  },
  { rule: 'override-instructions', family: 'override', weight: 0.7, steps: ['prior', 'instructions', 'drop'], gap: 16 },
  {
    rule: 'override-your-instructions',
    family: 'override',
    weight: 0.65,
    steps: ['drop', 'your', 'instructions'],
    gap: 20,
    negatable: true,
  },
  {
    rule: 'override-what-was-said',
    family: 'override',
    weight: 0.7,
    steps: ['drop', 'everything', 'told'],
    gap: 16,
    negatable: true,
  },
  {
    rule: 'override-what-was-said',
    family: 'override',
    weight: 0.6,
    steps: ['drop', 'everything', 'prior'],
    gap: 6,
    negatable: true,
  },
  {
    rule: 'override-all',
    family: 'override',
    weight: 0.4,
    steps: ['drop', 'whole', 'instructions'],
    gap: 12,
    negatable: true,
  },
  { rule: 'new-instructions', family: 'override', weight: 0.4, steps: ['newOrders', 'colon'], gap: 3 },
  { rule: 'new-task', family: 'override', weight: 0.55, steps: ['yourTask'] },

  { rule: 'reveal-prompt', family: 'reveal', weight: 0.6, steps: ['show', 'hiddenPrompt'], gap: 30, negatable: true },
  { rule: 'reveal-prompt', family: 'reveal', weight: 0.6, steps: ['show', 'setup'], gap: 12, negatable: true },
  { rule: 'reveal-secret', family: 'reveal', weight: 0.3, steps: ['show', 'password'], gap: 16, negatable: true },

  { rule: 'unbound-role', family: 'role', weight: 0.6, steps: ['become', 'unbound'], gap: 80 },
  { rule: 'unlocked-mode', family: 'role', weight: 0.6, steps: ['enter', 'mode'], gap: 20 },
  { rule: 'unlocked-mode', family: 'role', weight: 0.6, steps: ['nowIn', 'plainMode'], gap: 20 },
  { rule: 'plain-mode', family: 'role', weight: 0.25, steps: ['enter', 'plainMode'], gap: 20 },
  { rule: 'no-longer-bound', family: 'role', weight: 0.5, steps: ['noLonger', 'bound'], gap: 20 },
  { rule: 'from-now-on', family: 'role', weight: 0.3, steps: ['become', 'youMust'], gap: 60 },

  { rule: 'addressed-to-assistants', family: 'reader', weight: 0.5, steps: ['toAssistants'] },
  { rule: 'order-to-named-reader', family: 'reader', weight: 0.75, steps: ['namedReader', 'orderedDeed'], gap: 40 },
  { rule: 'orders-to-assistants', family: 'reader', weight: 0.2, steps: ['assistants', 'act'], gap: 24 },

  {
    rule: 'send-secrets-out',
    family: 'exfiltration',
    weight: 0.6,
    steps: ['send', 'sensitive', 'destination'],
    gap: 60,
    negatable: true,
  },
  {
    rule: 'send-secrets',
    family: 'exfiltration',
    weight: 0.25,
    steps: ['send', 'sensitive'],
    gap: 30,
    negatable: true,
  },
  { rule: 'call-tool', family: 'tool', weight: 0.15, steps: ['call', 'tool'], gap: 30, negatable: true },

  { rule: 'hide-from-user', family: 'concealment', weight: 0.5, steps: ['hide', 'tell', 'person'], gap: 16 },
  { rule: 'act-covertly', family: 'concealment', weight: 0.55, steps: ['covertly'] },
  { rule: 'act-covertly', family: 'concealment', weight: 0.55, steps: ['unseenDeed', 'sensitive'], gap: 30 },
  { rule: 'act-covertly', family: 'concealment', weight: 0.55, steps: ['unseenDeed', 'destination'], gap: 60 },

  { rule: 'forced-answer', family: 'coercion', weight: 0.25, steps: ['exactly'] },
  { rule: 'claimed-authority', family: 'coercion', weight: 0.35, steps: ['authority'] },
  { rule: 'no-refusal', family: 'refusal', weight: 0.3, steps: ['refuse'] },
];

/** A negation right before these turns their meaning. */
export const negations = words(
  "not|never|don't|dont|cannot|can't|won't|shouldn't|mustn't|without|no|nicht|ne|non|nao|не|不要|别|to avoid",
);

/** Markers that only a prompt template writes, found literally in lower-case text. */
export const delimiters: Readonly<Record<string, number>> = {
  '<|im_start|>': 0.6,
  '<|im_end|>': 0.55,
  '<|system|>': 0.6,
  '<|user|>': 0.4,
  '<|assistant|>': 0.4,
  '<|endoftext|>': 0.4,
  '<|end_of_text|>': 0.4,
  '<|eot_id|>': 0.55,
  '<|start_header_id|>': 0.6,
  '<|end_header_id|>': 0.55,
  '<start_of_turn>': 0.5,
  '<end_of_turn>': 0.5,
  '[inst]': 0.4,
  '[/inst]': 0.45,
  '<<sys>>': 0.6,
  '<</sys>>': 0.6,
  '[system]': 0.4,
  '[/system]': 0.4,
  '[system message]': 0.55,
  '[system prompt]': 0.4,
  '<system>': 0.4,
  '</system>': 0.4,
  '<system_prompt>': 0.4,
  '</system_prompt>': 0.5,
  '<system-reminder>': 0.5,
  '### system': 0.35,
  '###system': 0.4,
  '### instruction:': 0.3,
  '"role": "system"': 0.3,
  '"role":"system"': 0.3,
  '\nsystem:': 0.3,
  '\nassistant:': 0.15,
  'system message:': 0.35,
  '</user_input>': 0.5,
  '</tool_result>': 0.5,
  '</document>': 0.15,
  '[end of document]': 0.35,
  '[end of input]': 0.4,
  '--- end of': 0.15,
  'end of user input': 0.4,
  'end of system prompt': 0.5,
  '[developer]': 0.3,
  '[admin]': 0.3,
};
