/** Words that a list of common English lacks, and that those who write about machines and to them use. */
export const fieldWords: readonly string[] = (
  'admin admins amoral api apis asterisk asterisks auth backdoor backend base boolean bot bots bypass bypassed bypassing canary chatbot chatbots ' +
  'chatgpt claude cli config configs confidential copilot credential credentials css csv cyber debug debugging decode decoded decoding ' +
  'decrypt decrypted dev devs disregard disregarding emoji emojis encode encoded encoding encrypt encrypted encryption endpoint env ethical ' +
  'execute executed executes executing exfiltrate exploit exploits firewall freely frontend gemini gpt guardrail guardrails hack hacked hacker ' +
  'hackers hacking harmful hex html http https ignore ignored ignores ignoring illegal immoral inject injection integer jailbreak jailbroken ' +
  'javascript json keylogger leetspeak linux llama llm llms localhost login lowercase malicious malware markdown metadata middleware ' +
  'moderation obey obeying openai override overriding overrides passcode passcodes passphrase password passwords payload payloads persona ' +
  'personas phishing php pid policies pretend pretending prompt prompts python ransomware readme repo roleplay roleplaying rootkit ruleset runtime ' +
  'sandbox screenshot screenshots sql ssh stdout stderr sudo sudoers superuser syntax tokenizer trojan ui unaligned unbiased unbound ' +
  'uncensored unethical unfiltered unlimited unlock unmoderated unrestrained unrestricted uppercase url urls usb username usernames utf ' +
  'async await args const enum init oauth openapi param params parser pixel plugin plugins router routers schema schemas sdk ' +
  'verbatim virus viruses vulnerabilities vulnerability webhook webhooks whoami wifi xml yaml'
).split(' ');

/** Words that orders to a machine are made of, most of them common ones. */
export const orderWords: readonly string[] = (
  'above access account act act action always answer anything assistant behave before begin below character code command complete computer ' +
  'content context continue conversation copy data delete developer directive directives disable disabled display document earlier email enable ' +
  'enabled end entire everything exactly expose filter filters first follow following forget format full give guideline guidelines hidden hide ' +
  'human information initial input inside instead instruction instructions internal language leak limitation limitations limits list maintenance ' +
  'memory message messages mode model never nothing number obey order orders original output outside policy previous previously print prior ' +
  'private protocol question questions read refuse remember repeat reply request requests respond response responses restriction restrictions ' +
  'return reveal rule rules safety says secret secrets security send sentence show simulate spell start starting state stop story summary system ' +
  'task tell text these translate translation type unless user version warning without word words write'
).split(' ');
