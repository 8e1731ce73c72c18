const WORDS =
  `the a of to and in that is was for it with as his on be at by had not are but from or have an they which one you were all
her she there would their we him been has when who will no more if out so said what up its about into than them can only other new some
could time these two may then do first any my now such like our over man me even most made after also did many before must through back
years where much your way well down should because each just those people how too little state good very make world still own see men work
long get here between both life being under never day same another know while last might us great old year off come since against go came
right used take three report market energy price supply growth quarter research paper method result table figure model measure sample`.split(
    /\s+/,
  );

/** English-looking text of so many characters, the same every time. It holds nothing that a filter should find. */
export function prose(length: number): string {
  let state = 42;
  let text = '';
  let sentence = 0;
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const word = WORDS[state % WORDS.length] ?? '';
    text += sentence === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word;
    sentence = (sentence + 1) % 14;
    text += sentence === 0 ? '. ' : ' ';
  }
  return text.slice(0, length);
}
