import { createHash } from 'node:crypto';

/**
 * Keys that their issuers print in manuals and samples, so that everyone holds them: the first 16 hex digits of their SHA-256,
 * without `=` at the end. They are kept short on purpose: only what official sources publish belongs here.
 */
const EXAMPLES: ReadonlySet<string> = new Set([
  // Samples and tests of the Firebase SDK for Android: https://github.com/firebase/firebase-android-sdk
  '2037abcaffb2b777',
  '3f370c9dd8225c63',
  'e4a5542bb7fd7b67',
  'a19f89ab3555eac1',
  'eb540d2b6ee2a0a4',
  '37f8f09bdf12c2f2',
  '8731261cb72d8626',
  '49f777db995e8260',
  '27a9a42931dff7eb',
  'dc0fcf046c61640c',
  '4c98242dcadc8b29',
  'ea9bb1082cf95663',
  '3a8b61d0f636b007',
  'a6c814bc555ae62c',
  // Emulators of Azure storage and Cosmos: https://learn.microsoft.com/azure/storage/common/storage-use-azurite
  'ed967197261c16a9',
  'eaa6a9190faf5587',
  // Manual of Kubernetes: https://kubernetes.io/docs/tasks/configmap-secret/managing-secret-using-config-file/
  'a7b580d711ef2807',
  // Manual of NuGet: https://learn.microsoft.com/nuget/reference/nuget-config-file
  'dba72c00f41f4e4c',
  'a0702bc91d699f60',
]);

/** Whether a value is one of the examples that official manuals and samples print. */
export const isPublishedExample = (value: string): boolean =>
  EXAMPLES.has(createHash('sha256').update(value.replace(/=+$/, '')).digest('hex').slice(0, 16));
