/** Written by tools/letter-pairs.ts: how often letters and their pairs stand in English words. Bytes in base64. */
export const countedPairs =
  'nA8ECAP/A/QECOHl/AH4BgTbAAwO9ekJrOm2/a/9BgS86vq5A8HxD/oUwfulEQ0V7fnq1PzR8AvrvLwbvLzTC+28E+LQEtC8Bf/tENjMvAu8+RGw+cASsLAS' +
  'CLAEALCwGbDXA+cQArCwsOywJf/Tz/AWyOHIEdC47uTfA8yu+QDC++vOruyuGwXYAA767+zS7cjO//oO3/HgExD9yvXo9vG+Fgq5ubkQB7nDFbm5Abm5GLm5' +
  'Dtf+BLm5ufS5JQO0tL4RyPIKBbS09Nj6ANC0BvjWALS0tOW0EhjDydAfw6+vFa+v2NjXDsav8dj/7a/Jr+yv3PfuCAAA+v2upKTnAwEeCO3L/xEQyf2k2qTt' +
  '3hDe3t4b3t7e7t7e3t7eGN7e3vLeId7e3t7eHO3Xx+Mh497HE8fH7dEI58fH0Q/R0cflx+rHEw3X3gEW6NO3Eq3hEuTHC+StxP33+ebdrQ6tEhX+tbUb07W1' +
  'ErW14P7fDBC14fu1/rW/tfK1GP/IBA4L7hjXAdTp5s7sA9DCzggR7O7HsO+mCeru9vjiAfLL8czwAQoY/f6xFP4GD/kE0+nJCBDFtdoVzMz8BbW1ENO1EAi1' +
  'FfkCBLXMteW13t7e3t7e3t7e3t7e8t7e3t7e3t7eLt7e3t7eFw3g7v0c4PDIDqfs6vf1DOSn+gQC9O3Yp/ynI/2/980Q28oAB6Xk7OfUAvrQ0wIRArnlpeKl' +
  'GwXG4rsTyLsXE6Su8djLB82kAwP5+aTppPWk4gL5AvkA6v+9ALOzDQIT5ASzExITwr2zwtvM2g7AwMAqwMDAF8DAwMDABcDAwMrA1MDAwNjAEBfJydMW0LkX' +
  'FbnN4rn+Dsm59/TNw7m5ucm5DA/UENQM8dTyDdTU1OjU3hzU1NQW8tTU1OjUK97h5soAusrE/7q64OzmB/O6zgXourreurrR8A3g4OAm4ODgFODg+ODgAODg' +
  '4ODg4ODg4AMC';

export const countedLetters = 'fwrz/wER9foAC8/nAvoJCPrPCAoL/O722vXN';
