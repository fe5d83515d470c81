const ARN = /^arn:aws(?:-[a-z]+)*:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12}|aws)?:[^\s]+$/;
const AZURE = /^\/subscriptions\/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?:\/[^\s/]+)*$/i;
const GCP =
  /^(?:\/\/[a-z0-9-]+\.googleapis\.com\/)?projects\/[a-z][a-z0-9:.-]{4,62}\/(?:zones|regions|locations|global|serviceAccounts|topics|subscriptions|secrets|instances|datasets|buckets|roles|databases)\/[^\s]+$/;

const LONGEST = 2048;

/**
 * The canonical name of an AWS ARN, an Azure resource id (lower case: Azure does not tell the cases apart) or a Google
 * Cloud resource name; null for anything else.
 */
export function parseCloudResource(text: string): string | null {
  if (text.length > LONGEST) return null;
  if (ARN.test(text) || GCP.test(text)) return text;
  return AZURE.test(text) ? text.toLowerCase() : null;
}
