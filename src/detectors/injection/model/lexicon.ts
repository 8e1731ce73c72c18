const words = (...lists: readonly string[]): readonly string[] =>
  lists
    .join(' ')
    .split(' ')
    .filter((word) => word !== '');

/**
 * Word classes that the model reads, by what a word does in an order to an assistant, in a jailbreak, or in honest talk about
 * them. `_` joins the words of a phrase; `languages/` has more languages. The order of the classes is part of the trained data.
 */
export const lexicon: Readonly<Record<string, readonly string[]>> = {
  dropVerb: words(
    'ignore ignores ignoring ignored disregard disregards disregarding disregarded forget forgets forgetting forgot override overrides overriding overwrite overwrites supersede supersedes superseding bypass bypasses bypassing circumvent evade discard discards neglect omit abandon dismiss nullify void cancel erase wipe purge clear reset suspend skip drop undo unlearn violate violating disobey disable disables disabling deactivate turn_off switch_off shut_off set_aside put_aside throw_away leave_behind get_rid_of pay_no_attention no_attention do_not_follow stop_following break_free instead_of',
    'ignora ignorad ignoren ignorar olvida olvidar olviden olvide omite omitir descarta descartar desobedece ignorez ignorer oublie oubliez oublier abandonne contourne ignoriere ignorieren ignorier vergiss vergessen vergesst missachte missachten verwirf umgehe uberschreibe dimentica dimenticate dimenticare ignorate trascura esqueca esquece esquecer ignore ignorem desconsidere desconsidera negeer vergeet negeren zignoruj ignoruj zapomnij pomin ignorera glom ignorer glem ignoroi unohda zapomen yoksay unut gormezden abaikan lupakan ignorati balewalain kalimutan shperfill injoro',
  ),
  priorWord: words(
    'previous previously prior above earlier preceding foregoing former before past original originally initial initially existing aforementioned old existing_ current so_far until_now up_to_now beginning',
    'anteriores anterior previas previos previo previa precedentes precedente precedents vorherige vorherigen bisherige bisherigen obige obigen vorangegangenen fruheren vorigen precedenti iniziali iniciales initiales initial acima vorige eerdere voorgaande bovenstaande poprzednie wczesniejsze tidigare aiemmat predchozi onceki sebelumnya nakaraang naunang',
  ),
  orderNoun: words(
    'instruction instructions directive directives guideline guidelines rule rules command commands orders constraint constraints restriction restrictions programming protocol protocols policy policies safeguard safeguards guardrail guardrails direction directions safety_measures training configuration',
    'instrucciones instruccion ordenes reglas indicaciones directrices consignes regles ordres anweisung anweisungen befehle befehl regeln vorgaben anordnungen istruzioni ordini regole indicazioni instrucoes ordens regras comandos diretrizes instructies opdrachten regels instrukcje polecenia zasady instruktioner instrukser ohjeet pokyny instrukce talimatlar talimatlari kurallari instruksi perintah aturan tagubilin panuto udhezimet udhezime treoracha',
  ),
  promptNoun: words(
    'prompt prompts preprompt system_prompt system_message system_instructions initial_prompt context_window prompts sysprompt system_prompts',
    'prompt_del_sistema prompt_systeme systemprompt prompt_di_sistema prompt_do_sistema',
  ),
  system: words('system developer operator internal backend core kernel'),
  contextNoun: words(
    'context conversation message messages chat text sentence sentences words paragraph document input inputs transcript history session dialogue discussion content output',
  ),
  whole: words(
    'all any every each everything anything whatever entire whole complete full fully todas todos toutes tous toute alle alles tutte tutti wszystkie everyone lahat semua tum',
  ),
  your: words(
    'your yours yourself ur tus tu sus ton tes vos votre deine deinen ihre ihren dein le_tue suas seu seus iyong twoje jouw uw',
  ),
  you: words('you u ya thou usted vous tu du sie voi voce ikaw ka je jij'),
  me: words('i me my mine im we our us myself mir mich ich je moi yo mi io eu'),
  third: words(
    'user users human humans customer customers client clients owner recipient reader person people someone anyone employer boss victim patient student usuario usuarios utilisateur nutzer benutzer utente',
  ),
  model: words(
    'ai llm llms chatgpt gpt gpt3 gpt4 openai claude gemini bard anthropic copilot bot chatbot chatbots assistant assistants language_model language_models ai_model agent agents machine robot neural artificial_intelligence virtual_assistant asistente assistente assistenten ki ia siri alexa',
  ),
  persona: words(
    'persona personas personality character characters role roles identity avatar entity alter ego villain narrator actor impersonate impersonating named nickname alias dan self genius evil twin master slave demon god wizard hacker rebel mastermind',
    'stands_for short_for acronym acronym_for dubbed nicknamed codename codenamed deity deities superintelligent supercomputer sentient self_aware doppelganger counterpart',
  ),
  become: words(
    'act acts acting pretend pretends pretending behave behaves behaving roleplay roleplaying role_play simulate simulates simulating emulate emulating become becomes transform embody assume imitate mimic portray you_are_now you_will_be you_are_a from_now_on henceforth take_on play_the_role adopt pose posing you_are_an going_to_act going_to_be actua finge agis verhalte benimm comportati aja doe_alsof',
    'respond_as answer_as reply_as speak_as talk_as write_as think_like respond_like answer_like speak_like talk_like embody embodies incarnate turn_into turn_yourself_into change_yourself_into morph_into pose_as posing_as channel_the be_replaced_by',
  ),
  imagine: words(
    'imagine imagining suppose hypothetical hypothetically hypothesis fictional fiction fictitious story stories novel tale scenario scenarios scene screenplay script movie film game games universe world worlds alternate parallel dream simulation theoretical theoretically thought_experiment opposite pretendamos imagina imaginez stell immagina imaginemos',
  ),
  unbound: words(
    'unrestricted uncensored unfiltered unlimited unbound unbounded unchained unconstrained unhinged amoral immoral jailbreak jailbroken jailbreaking unlocked freedom liberated no_restrictions no_rules no_limits no_limitations no_filters no_filter no_ethics no_morals no_guidelines without_restrictions without_restriction without_limits without_limitations without_filters without_filter without_rules without_censorship without_any_restrictions free_of free_from anything_now do_anything anything_goes broken_free no_boundaries without_boundaries sin_restricciones sans_restrictions ohne_einschrankungen senza_restrizioni sem_restricoes no_longer_bound not_bound_by bound_by',
    'without_regard no_consequences no_taboo no_taboos nothing_is_off_limits off_limits no_prohibitions no_prohibition no_morality no_conscience breaks_the_rules breaks_rules breaks_all_the_rules defies defy defying free_to_say whatever_it_wants whatever_he_wants whatever_she_wants whatever_they_want anything_it_wants say_whatever speaks_freely speak_freely everything_is_allowed everything_is_permitted is_allowed_here nsfw_is_allowed anything_is_allowed nothing_is_forbidden against_the_rules full_access unrestricted_access never_says_no',
  ),
  limits: words(
    'limit limits limitation limitations filter filters filtering censorship censor censored censoring boundary boundaries barriers confines restrict restricts restricted bound bounds chains shackles moderation moderate moderated safety safeguards protections',
    'prohibition prohibitions prohibited forbidden forbid forbids taboo taboos restrained restraint restraints shackled muzzle muzzled leash',
  ),
  ethics: words(
    'ethic ethics ethical ethically unethical moral morals morality morally legal legally illegal legality law laws lawful harmful harm harmless dangerous offensive inappropriate appropriate disclaimer disclaimers warning warnings controversial explicit taboo consequences judgment judgement nsfw profanity swear curse vulgar',
  ),
  refuse: words(
    'refuse refuses refusing refusal decline declines deny denies denied reject rejects apologize apologise apologies apology sorry cannot unable as_an_ai lecture lecturing hesitate hesitation',
  ),
  obey: words(
    'obey obeys obeying comply complies complying compliance fulfill fulfil follow follows following adhere abide accept always strictly absolutely must_always at_all_costs no_matter_what no_matter regardless under_any_circumstances without_question unconditionally without_exception without_hesitation stay_in_character in_character',
  ),
  must: words(
    'must shall should will have_to need_to has_to required are_to supposed ought going_to debes debe doit devez musst sollst muss soll devi deve moet',
  ),
  not: words(
    "not no never don't dont do_not cannot can't won't without nor neither none nothing isn't doesn't shouldn't mustn't stop avoid refrain cease quit nunca jamais niemals nie nicht kein keine keinen ne pas mai nao non geen niet",
  ),
  longer: words('no_longer anymore any_more any_longer nicht_mehr ya_no ne_plus non_piu'),
  nowWord: words(
    'now instead henceforth onwards onward forward afterwards thereafter immediately right_away at_once currently ahora maintenant jetzt nun adesso agora teraz nu',
  ),
  newWord: words(
    'new updated revised different another additional alternative replacement replace replaced following below nueva nuevas nuevo nouvelles nouvelle nouveau neue neuen nuove nuova nuovo novas nova novo actual true real',
  ),
  task: words(
    'task tasks job goal goals objective objectives mission purpose duty assignment request requests query question tarea tarefa tache aufgabe compito taak',
  ),
  show: words(
    'reveal reveals revealing show shows print prints output outputs display displays repeat repeats dump leak leaks expose disclose recite echo quote reproduce paste copy list state write type provide share give tell summarize summarise paraphrase translate describe explain return spell post divulge unveil uncover read_out reiterate restate regurgitate output_the',
    'muestra muestrame revela repite dime imprime montre montrez revele revelez repete repetez affiche affichez dis donne zeige zeig verrate wiederhole gib nenne sage mostra mostrami rivela ripeti dimmi mostre repita diga revele toon herhaal pokaz powtorz ujawnij visa upprepa goster ulang tampilkan ipakita ulitin',
  ),
  verbatim: words(
    'verbatim exactly exact word_for_word literally precise precisely word_by_word as_is unmodified unaltered completely entirety in_full in_its_entirety textually identical',
  ),
  startWord: words(
    'start starts starting begin begins beginning first initial end ends ending last final top bottom opening',
  ),
  encode: words(
    'base64 rot13 rot leetspeak leet l33t hex hexadecimal binary morse cipher caesar encode encoded encoding encrypt encrypted decode decoded decrypt reversed reverse backwards backward acrostic rhyme rhymes rhyming riddle anagram letters letter emoji emojis ascii unicode pig_latin obfuscate obfuscated concatenate substitute characters_of',
    'poem poems haiku haikus limerick song songs lyrics rap lullaby sonnet verse verses ballad alphabet syllable syllables crossword hangman',
  ),
  secret: words(
    'password passwords passcode passphrase passwort senha contrasena mot_de_passe parola wachtwoord haslo sifre secret secrets secretly key keys token tokens credential credentials pin flag confidential classified hidden private access_code security_code api_key access_key secret_key ssn social_security',
  ),
  personalThing: words(
    'birthday birthdate birth address phone email_address credit card identity personal identification medical salary username login logins account',
  ),
  granted: words(
    'granted grant grants authorized authorised authorization authorize authenticated authentication verified verify permission permitted approved unlock unlocks unlocking admin administrator root sudo superuser privileged privileges clearance override_code creator owner_of access',
  ),
  mode: words(
    'mode modes developer_mode debug debugging diagnostic diagnostics maintenance_mode test testing tests demo dev enabled enable enables activate activated activating activation initiate initiated boot engage',
  ),
  answerVerb: words(
    'answer answers answering respond responds responding reply replies replying say says saying speak talk response responses output_only generate generates produce produces responde responder reponds repondre antworte antworten rispondi responda antwoord',
  ),
  only: words('only just simply solely merely nothing_else exclusively solo nur seulement apenas soltanto alleen'),
  format: words(
    'json markdown codeblock code_block xml csv html yaml format formatted formatting prefix suffix quotes quotation bracket brackets tag tags block string uppercase capital letters',
  ),
  tellVerb: words(
    'mention mentioning inform informing notify notifying alert disclose acknowledge acknowledging admit confess explain_that warn reveal_that notice noticing suspicious',
  ),
  covert: words(
    'silently quietly covertly discreetly stealthily unnoticed hide hides hidden conceal concealed invisible undetected background behind without_telling without_mentioning without_notifying without_asking without_informing without_the_user',
  ),
  send: words(
    'send sends sending sent forward forwards forwarding mail post upload uploads exfiltrate submit transmit transfer transfers share deliver append attach embed include encode_the relay report envia enviar envoie envoyez sende schicke invia inviare envie stuur wyslij',
  ),
  link: words(
    'http https www url urls link links webhook endpoint server website webpage site image img markdown_image domain com net org',
  ),
  important: words(
    'important urgent critical attention notice alert warning priority mandatory essential crucial emergency asap immediate override_notice importante wichtig achtung urgente attenzione belangrijk wazne',
  ),
  aside: words(
    'note ps psa disclaimer reminder notice addendum special_case side_note by_the_way edit todo fixme comment appendix footnote annotation',
  ),
  reader: words(
    'reading reader whoever processing parsing summarizing summarising analyzing crawling scraping indexing reviewing evaluating assisting when_you_read if_you_are if_you_read this_email this_message this_page this_document this_text this_file this_website',
  ),
  tool: words(
    'tool tools function functions api apis plugin plugins shell terminal bash powershell execute executes executing invoke call calls run runs running script code command_line sql query_the browser',
  ),
  actVerb: words(
    'delete deletes remove removes destroy update modify change changes edit create add book schedule reserve buy purchase order_the pay sell withdraw deposit approve grant_access invite download install open visit click navigate search find fetch retrieve extract collect gather access_the read check verify_the manage unlock_the disarm turn set use borra elimina supprime losche cancella apague',
  ),
  thing: words(
    'email emails mail mails inbox file files folder calendar contact contacts database record records appointment meeting event document documents report reports device door camera alarm payment transaction transactions bank iban money funds invoice refund dollars usd bitcoin wallet crypto order shipment medical_records data',
  ),
  harm: words(
    'hack hacks hacking exploit exploits malware virus ransomware keylogger trojan backdoor bomb bombs explosive explosives weapon weapons gun drug drugs meth cocaine steal stealing theft phishing ddos attack kill killing murder suicide poison fraud scam launder counterfeit violence violent racist racism hate sex sexual porn erotic terrorist terrorism nazi torture rape bioweapon anthrax molotov napalm criminal crime illegal_activities',
  ),
  pretext: words(
    'educational academic research researcher professor scientist purposes hypothetically_speaking grandmother grandma audit auditor auditing penetration_test red_team security_test compliance_check novel_i thesis experiment',
  ),
  please: words('please kindly pls plz por_favor bitte prego per_favore alsjeblieft prosze sil_vous_plait'),
  greet: words('hi hello hey dear thanks thank greetings welcome hola bonjour hallo ciao'),
  task_done: words('complete completed done finished finish success successfully succeeded accomplished resolved'),
  ask: words('what who when where why how which whose que quoi comment warum wie was come cosa'),
  can: words('can could would may might able puedes peux pouvez kannst konnen puoi pode kun'),
  told: words(
    'told said given received provided asked instructed programmed trained designed created developed built made learned known know remember memory mentioned written stated',
  ),
  discuss: words(
    'injection injections attack attacks attacker attackers adversarial detector detectors detect detects detected detecting detection guardrail guardrails vulnerability vulnerabilities exploit mitigation mitigate payload payloads benchmark dataset datasets example examples e.g eg phrase phrases called known_as such_as threat threats defense defenses defend malicious untrusted blocked blocks scanner classifier risk risks owasp paper researchers article tutorial prompt_injection jailbreak_attempts pattern patterns flagged flag regex test_case red_teaming quote quotes quoted quoting excerpt reported reports_that changelog release_notes documentation readme runbook appendix fixture fixtures snapshot assert regression unit_test coverage analysts learners training_material awareness postmortem incident guidance advisory checklist transcript sample samples corpus corpora false_positive false_positives phrases_like prompts_like strings_like evaluates explains describes mentions illustrates documents_that unauthorized unauthorised blocking prevent prevents preventing protect protects protecting intrusion firewall',
  ),
  expert: words(
    'expert specialist professional analyst engineer designer consultant teacher tutor coach writer editor marketer advisor architect manager strategist planner copywriter therapist chef nutritionist lawyer doctor historian guide mentor interviewer recruiter scientist developer programmer years_of_experience senior experienced skilled seasoned',
  ),
  structured: words(
    'your_task your_task_is responsibilities objective objectives output_format format constraints guidelines steps step tone audience variables requirements deliverables include includes provide analyze ensure focus clear concise detailed comprehensive structured tailored user_input background rules section sections',
  ),
  dontDrop: words(
    "don't_ignore dont_ignore do_not_ignore never_ignore not_ignore don't_forget dont_forget do_not_forget never_forget not_forget don't_disregard do_not_disregard never_disregard not_disregard don't_override do_not_override never_override not_override don't_bypass do_not_bypass never_bypass not_bypass don't_skip do_not_skip never_skip not_skip cannot_ignore can't_ignore should_not_ignore shouldn't_ignore not_be_ignored be_ignored was_ignored is_ignored are_ignored were_ignored forget_to forgot_to forgot_my forgot_the forget_that_you forget_the_word the_order_of ignore_case ignore_whitespace gitignore",
  ),
  commerce: words(
    'offer offers free order_now click_here unsubscribe price discount guarantee buy website visit business opportunity income mailing credit',
  ),
  code_words: words('var const function return import export class def void int null true false async await'),
  maker: words(
    'openai anthropic deepmind mistral creator creators maker makers developers programmers engineers trainers overlords masters owners your_company the_company_that made_you built_you trained_you created_you designed_you corporate corporation corporations',
  ),
  anything: words(
    'anything everything whatever whichever whoever any_question any_questions any_request any_requests any_prompt any_topic any_topics any_query any_subject any_task every_question every_request every_prompt all_questions all_requests all_prompts all_topics no_matter regardless even_if',
  ),
  hate: words(
    'hateful hate racist racism sexist sexism discriminatory discriminating derogatory demeaning degrading toxic insult insults insulting offensive rude slur slurs bigoted vile obscene disgusting crude filthy explicit profane profanity profanities vulgar swear swears swearing curse curses cursing cuss cusses nsfw gore gory erotic sexual porn xenophobic homophobic transphobic antisemitic misogynistic',
  ),
};
