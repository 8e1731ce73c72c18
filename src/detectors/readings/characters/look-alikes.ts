/**
 * Characters that look like a Latin letter, by Unicode's table of confusable characters (UTS 39, version 13), written by
 * tools/confusables.ts. Copyright 1991-2020 Unicode, Inc., used under the Unicode License (https://www.unicode.org/license.txt).
 * Per letter the code points in rising order, each as the distance to the one before, in base 36.
 */
export const lookAlikes: Readonly<Record<string, string>> = {
  a: 'gh 8w w 2n w 322 ez sa1 iia lgg kfc q w q w q w q w q',
  b: 'as em 3k q 337 11 3i 8t 20 s7t kk hxq v 2o 15t4 1m 1m 1m 1m',
  c: 's2 7 14 w 332 1t1 334 1 nqt 1cl h6b 2o 7n 14 67',
  d: 'zl 2vz 1z 3s a7 c s88 1',
  e: 'ph 3k w 3s 2y7 51p nnb 18i h90 4dc 8 11j2 1m 1m 1m 1m',
  f: 'rg bs 374 1rd qio jf 1 po h8y u hs 3ul w 11qg',
  g: 'b1 5w iz 39 2tb 1f 1w0 qqb',
  h: 'pj 3q 4e 51 2tn 7 ca 4k2 nrt ijs 15un 1m 1m 1m 1m',
  i: '8h 2t 5v 1 7k v w 25 28 2y f 2xi 2e1 qkp 10u lke w 11i9 12 1m 1m 1m 1m',
  j: 'ov 38 l 28 30z 6a si4 k9',
  k: 'pm 3k 34c kv 4an nr7 j0h 15eh 1m 1m 1m 1m',
  l: 'cg t1 a 20 bn 2dw 5o ev 4b5 1q 3j nma h hp7 1 sc 3j 7m 7f 3v0 h2c i kg8 1m 1m 1m 1m 4fc 3k',
  m: 'po 2m y 32z ft 6e 4aq nrb ij5 2p 15sy 1m 1m 1m 1m',
  n: 'pp d7 4 7q6 nra j03 15ep 1m 1m 1m 1m',
  o: 'pr w 4 2j w 7r 1c 2k 2u 3b 3 k uj e8 l9 6a cx 20v 2 32l 1 51 nmn 18q fvt 1 1 1 1 1 1 1 n0 1 1 1 py p 9l 14 46 14 18 3vj j f 11i7 q 4 s q 4 s q 4 s q 4 s q 4 4fc 1s w',
  p: 'pt w 1c 1b w 336 3v 4s5 1 nqm iis 15wj q e i q e i q e i q e i q e',
  q: '10b 20 3 7vz',
  r: 'bq i5 31q 1d c5 1i7 31b nry 19g 1 1l hmb l1d',
  s: 'cd g8 28 6y 2va 5 snc gf vt h64 ay 14 41l h2x',
  t: 'pw 3i 328 4xw nqm iir q 2s 49z h1q khd 1m 1m 1m 1m',
  u: 'i3 8q aw 1c 2gz gc 1qo qu0 iz q7 4 hoc 14 3wi w h2i kgk 1m 1m 1m 1m',
  v: 'ql 53 1 9v 2rl 2e 1rl 36g nn2 e1 y2 ho4 3jd be w h1k khy 1m 1m 1m 1m',
  w: 'hb du 57 1 1w 2tu x 1u5 qtl 1ax l8n 4 1',
  x: 'pz 3i w 3cs 1o 8q 4c5 4x nm6 js hy5 10 2r eo 15ef 1m 1m 1m 1m',
  y: 'gz 18 7q e v 29 w 2z 1 2ew jm k 1xr ab fy 297 nr8 19q h94 4c2 1k h2f kft 8 1e 8 1e 8 1e 8 1e 8',
  z: 'pi 371 1un qt6 1br ljq r 11ih 1m 1m 1m 1m',
};
