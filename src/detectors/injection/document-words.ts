/**
 * Word classes of the rules for documents: what is asked of a reader that works for somebody else. The same notation as in
 * `injection-rules.ts`.
 */

import { joined, type WordList, words } from './word-lists.ts';

const WORK =
  'report|summary|answer|response|article|analysis|translation|draft|overview|review|briefing|comparison|evaluation|essay|paper|text|task|work';

export const documentWordClasses = {
  handOver: words(
    "send|forward|mail|e-mail|email|cc|bcc|copy|share|deliver|submit|post|upload|transmit|relay|transfer|don't forget to send|remember to send|be so kind as to send|be so kind to send|would you send|could you send|please also send|put|let",
    'senden sie|schicken sie|sende|schicke|schick|leite|leiten sie|mailen sie|maile|ubermitteln sie|ubermittle|laden sie|kopieren sie',
    "envoyez|envoie|transmettez|transmets|transferez|transfere|faites suivre|fais suivre|faites parvenir|veuillez envoyer|veuillez transmettre|merci d'envoyer|merci de transmettre|adressez|partagez",
    'envia|envie|enviad|envien|reenvia|reenvie|manda|mande|comparte|comparta|haz llegar|haga llegar|remita|encaminhe|mande por|partilhe|compartilhe',
    'invia|inviate|invii|inoltra|inoltrate|inoltri|manda|mandate|mandi|condividi|condividete',
    'stuur|verstuur|mail|zend|wyslij|przeslij|przekaz|skicka|gonder|gonderin|ilet|iletin|posli|poslete|kirim|kirimkan|gui',
    'отправь|отправьте|перешли|перешлите|пошли|пошлите|направь|направьте|надішли|надішліть|перешліть',
  ),
  handOverLast: words(
    'senden|schicken|weiterleiten|mailen|ubermitteln|weiterzuleiten|zu senden|zu schicken|sturen|versturen|gonder|gonderin|gonderiniz|iletin|iletiniz',
    '发送|发到|发给|转发|寄送|寄到|传送|發送|轉發|寄給|送信|送って|お送り|転送|共有して|보내|전송|전달|भेज*|अग्रेषित',
  ),
  /** What a reader has made itself, named as if there were no other. */
  work: words(
    joined(
      'the|your|this|that|the finished|the final|the full|the complete|the completed|the whole|the entire|your finished|your final|your full|your complete',
      WORK,
    ),
    'the results|your results|the findings|your findings|the notes|your notes|the conclusions|your conclusions|the outcome|your output|your reply',
    'den bericht|des berichts|den fertigen bericht|ihren bericht|deinen bericht|ihres berichts|deines berichts|die zusammenfassung|der zusammenfassung|ihre zusammenfassung|deine zusammenfassung|die ergebnisse|der ergebnisse|ihre ergebnisse|deine ergebnisse|die antwort|deine antwort|ihre antwort|den entwurf|die analyse|die ubersetzung|die auswertung',
    "le rapport|du rapport|votre rapport|ton rapport|le resume|du resume|votre resume|ton resume|la synthese|de la synthese|votre synthese|les resultats|des resultats|vos resultats|l'analyse|votre analyse|votre reponse|le compte rendu|la traduction",
    'el informe|del informe|su informe|tu informe|el resumen|del resumen|tu resumen|su resumen|los resultados|de los resultados|tus resultados|sus resultados|el analisis|tu respuesta|su respuesta|la traduccion|o relatorio|do relatorio|seu relatorio|teu relatorio|o resumo|do resumo|seu resumo|os resultados|dos resultados|a analise|sua resposta',
    'il rapporto|del rapporto|il tuo rapporto|la relazione|della relazione|la tua relazione|il riassunto|del riassunto|il tuo riassunto|la sintesi|i risultati|dei risultati|la tua risposta',
    'het rapport|het verslag|de samenvatting|je samenvatting|de resultaten|raport|raportu|podsumowanie|podsumowania|streszczenie|streszczenia|wyniki|wynikow|rapporten|sammanfattningen|raporu|raporun|ozeti|ozetin|sonuclari|laporan|ringkasan|hasilnya|zpravu|zpravy|shrnuti',
    'отчет|отчета|резюме|сводку|сводки|результаты|результатов|ответ|перевод|звіт|звіту|підсумок|результати',
    '报告|摘要|总结|结果|分析|报告的副本|報告|報告書|レポート|要約|結果|分析|まとめ|보고서|요약|결과|분석|रिपोर्ट|सारांश|परिणाम*|नतीज*',
  ),
  /** What only somebody has who works for a user: a conversation, what was looked up for it. */
  assistantWork: words(
    'this conversation|the conversation so far|the whole conversation|the entire conversation|the full conversation|our conversation|the chat history|your chat history|the conversation history|your search results|the search results|what you found|what you have found|whatever you found|whatever you have found|everything you found|everything you have found|all you have found|all that you found|everything you have gathered|everything you gathered|everything you have collected|what you have gathered|everything you have read|all you have read|everything you know|a summary of this conversation|a summary of the conversation|a transcript of this|a transcript of the conversation|the question you were asked|the question you are working on|the task you were given|what you were asked|the request you are working on|what the user asked|what your user|the files you have access to|the files you can see|the notes you have made|your working notes|your intermediate results',
    'dieses gesprach|dieses gesprachs|das ganze gesprach|den gesprachsverlauf|den chatverlauf|alles was du gefunden|alles was sie gefunden|alles, was du gefunden|alles, was sie gefunden|was du gefunden|was sie herausgefunden|deine suchergebnisse',
    "cette conversation|la conversation entiere|toute la conversation|l'historique de la conversation|tout ce que vous avez trouve|tout ce que tu as trouve|ce que vous avez trouve",
    'esta conversacion|toda la conversacion|el historial de la conversacion|todo lo que hayas encontrado|todo lo que has encontrado|lo que hayas encontrado|esta conversa|toda a conversa|tudo o que encontrou|questa conversazione|tutta la conversazione|tutto quello che hai trovato|tutto cio che hai trovato',
    'эту беседу|этот разговор|всю переписку|историю диалога|все, что ты нашел|все, что вы нашли|все что нашел|все найденное|本次对话|这次对话|整个对话|对话记录|你找到的|您找到的|この会話|会話の履歴|会話全体|대화 내용|이 대화|इस बातचीत',
  ),
  given: words(
    'a copy of|a copy|copies of|copies|the same to|a duplicate of|it to|them to|it also to|it on to|the results|your results|the findings|your findings|your notes',
    joined('the|your|the finished|the final|the full|your finished|your final', WORK),
  ),
  copyOf: words('a copy of|copies of|one copy of|a duplicate of|a second copy of|the full text of|in cc'),
  whenWord: words('when|once|as soon as|after|the moment|before'),
  doneWord: words(
    'is finished|is done|is ready|is complete|is completed|is written|is final|has been finished|has been written|has been completed|has been delivered|is delivered|is handed in|is handed over|goes out|are finished|are ready|are complete|are in',
  ),
  finishing: words(
    'when you finish|once you finish|when you have finished|once you have finished|after you have finished|when you have written|once you have written|after finishing|after writing|when you are done with|once you are done with|before finishing|before you finish|before handing over|when writing|when you write|while writing|before you deliver|when you complete|once you have completed|after completing|on completing|before you hand in|when you hand in|before you send',
  ),
  readerDone: words(
    "when you are done|when you're done|once you are done|once you're done|when you have finished|once you have finished|when you've finished|once you've finished|after you finish|before you answer|before you reply|before you respond|before answering|before replying|before you go on|before you continue|when you have read this|once you have read this|after reading this|when you have what you need|as a last step|as the last step|as a final step|as your last step",
  ),
  whenIt: words(
    "when it is finished|when it is done|when it is ready|when it's ready|when it's done|when it's finished|once it is finished|once it is done|once it is ready|once it's ready|once it's done|once you have finished|when you have finished|when you're finished|once you're finished|as soon as it is|as soon as it's|when you are done|when you're done|once you are done|once you're done|as soon as you are done|as soon as you have|before you answer|before you reply",
  ),
  /** The same in languages whose words do not fall into these pieces. */
  whenWork: words(
    'sobald der bericht|wenn der bericht|ist der bericht|nachdem der bericht|sobald die zusammenfassung|wenn die zusammenfassung|sobald ihr bericht|sobald dein bericht|wenn deine zusammenfassung|wenn ihre zusammenfassung|sobald sie den bericht|sobald du den bericht|wenn du den bericht|wenn sie den bericht|ist die zusammenfassung',
    'quand le rapport|lorsque le rapport|une fois le rapport|des que le rapport|une fois le resume|quand le resume|des que le resume|des que votre resume|une fois votre rapport|une fois la synthese|des que la synthese|cuando el informe|una vez terminado el|en cuanto el informe|cuando termine el|cuando termines el|cuando el resumen|en cuanto el resumen|quando o relatorio|assim que o relatorio|quando o resumo|assim que o resumo|quando il rapporto|appena il rapporto|quando la relazione|appena la relazione|quando il riassunto|appena il riassunto|una volta terminata la|una volta terminato il',
    'zodra het rapport|als het rapport|zodra de samenvatting|zodra het verslag|gdy raport|kiedy raport|gdy podsumowanie|po ukonczeniu raportu|nar rapporten|rapor bittiginde|rapor tamamlaninca|rapor hazir olunca|setelah laporan|az bude zprava|jakmile bude zprava',
    'когда отчет|как только отчет|после завершения отчета|когда резюме|как только резюме|когда сводка|как только сводка|коли звіт|报告完成后|报告写完后|完成报告后|写完报告后|摘要完成后|总结完成后|完成总结后|報告完成後|レポートが完成したら|レポートができたら|要約が完成したら|要約ができたら|報告書が完成したら|보고서가 완성되면|보고서가 완료되면|보고서를 마치면|요약이 완성되면|요약이 끝나면|रिपोर्ट पूरी होने|रिपोर्ट तैयार होने|सारांश तैयार होने|सारांश पूरा होने',
  ),
  seek: words(
    'search|google|look it up|query the',
    'suche|suchen sie|such|cherche|cherchez|recherche|recherchez|busca|busque|buscad|pesquise|procure|cerca|cercate|cerchi|zoek|szukaj|wyszukaj|sok|ara|arayin|cari|hledej|hledejte|ищи|ищите|поищи|поищите|шукаи|шукаите',
    '搜索|搜尋|查找|検索|調べ|검색|찾아|खोज*',
  ),
  open: words(
    'fetch|open|load|visit|read|request|download|get|call|query|access|retrieve|reopen|reread|refetch',
    'offne|offnen sie|lies|lesen sie|rufe|rufen sie|ouvre|ouvrez|lis|lisez|charge|chargez|abre|abra|lee|lea|apri|aprite|leggi|leggete|открои|откроите|прочти|прочитаи|прочитаите|打开|读取|访问|開い|読ん|열어|읽어|खोल*|पढ़*',
  ),
  useTool: words(
    'call|use|invoke|run|start|execute|repeat',
    'nutze|nutzen sie|rufe|rufen sie|appelle|appelez|utilise|utilisez|usa|use|llama|llame|chiama|chiamate|вызови|вызываи|вызываите|используи|调用|呼び出|호출',
  ),
  toolNamed: words(
    'tool|tools|function|search tool|the search|this search|the query|this query|the same search|the same query|the request|this request|the same request|the same call|this call|werkzeug|suchfunktion|die suche|diese suche|outil|la recherche|cette recherche|herramienta|la busqueda|esta busqueda|strumento|la ricerca|инструмент|поиск|工具|搜索|ツール|検索|도구|검색',
  ),
  /** Beginnings of a search for given words, or on the web. */
  seekLiteral: words(
    'search for "*|search for \'*|search for `*|look up "*|look up \'*|google "*|google for "*|search "*|query "*|search the web|search the internet|search online|query the web|browse the web|websearch|web search|such nach "*|suche nach "*|suchen sie nach "*|cherche "*|cherchez "*|recherchez "*|busca "*|busque "*|cerca "*|cercate "*|zoek naar "*|zoek op "*|suche im netz|suche im internet|suchen sie im internet|cherchez sur internet|busca en internet|busque en internet|cerca in rete|cerca su internet|zoek op internet',
  ),
  keepSeeking: words(
    "keep searching|go on searching|continue searching|continue to search|don't stop searching|do not stop searching|never stop searching|keep googling|keep querying|keep fetching|keep requesting|keep calling|keep reloading",
  ),
  placed: words('http://*|https://*|www.*|.txt|.md|.html|.pdf|.csv|.json|this page|this document|this file'),
  again: words(
    "again|again and again|repeatedly|over and over|once more|continuously|constantly|in a loop|endlessly|keep|many times|as often as|every time|anew|from the start|over again|without stopping|without a break|without pause|without end|forever|a hundred times|a thousand times|don't stop|do not stop|never stop",
    'immer wieder|erneut|wieder|noch einmal|nochmals|endlos|a nouveau|de nouveau|encore|sans cesse|sans arret|en boucle|otra vez|de nuevo|una y otra vez|sin parar|sin cesar|repetidamente|novamente|de novo|outra vez|sem parar|di nuovo|ancora|ripetutamente|senza sosta|opnieuw|steeds weer|ponownie|w kolko|znowu|igen|om och om igen|tekrar|tekrar tekrar|lagi|berulang*|znovu|porad dokola|снова|еще раз|опять|повторно|снова и снова|бесконечно|знову|再次|重复|重新|反复|一直|不断|不停|繰り返し|再度|もう一度|何度も|다시|반복|계속|बार-बार|बार बार|फिर से|दोबारा',
  ),
  until: words(
    'until|till|til|unless you|as long as you have not|as long as it|as long as there is no|before you have found|bis du|bis sie|bis es|bis der|bis die|bis das|bis etwas|solange',
    "jusqu'a|jusqu'a ce que|tant que|hasta que|hasta encontrar*|mientras no|ate que|ate encontrar|enquanto nao|finche|fino a quando|fino a trovar*|totdat|tot je|tot u|tot het|dopoki|az znajdziesz|az do skutku|tills|bulana kadar|gelene kadar|olana kadar|sampai|hingga|dokud|пока не|до тех пор|покы не|поки не|直到|为止|為止|まで|때까지|जब तक",
  ),
  endless: words(
    "again and again|over and over|endlessly|forever|without end|without stopping|without pause|without a break|in a loop|in an endless loop|a hundred times|a thousand times|100 times|1000 times|as often as it takes|as many times as it takes|no matter how often|no matter how many|and do not stop|and don't stop|and never stop",
    'endlos|ohne ende|ohne pause|immer und immer wieder|in einer schleife|sans fin|sans arret|en boucle|sin fin|sin parar|en bucle|sem parar|em loop|senza fine|senza sosta|in loop|eindeloos|w kolko|bez konca|sonsuz*|бесконечно|без остановки|снова и снова|无限|不停地|無限|永遠|무한|끝없이|अनंत|लगातार',
  ),
} satisfies Readonly<Record<string, WordList>>;
