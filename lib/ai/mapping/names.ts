import type { MappedField } from './expression.ts';

/**
 * How tools call what a field holds, the surest names first. A name is the last word of a path or the last two as one (`rule_name`), in small
 * letters with underscores.
 */
export const NAMES: Readonly<Record<MappedField, readonly RegExp[]>> = {
  objectKey: [
    /^(?:alert|event|finding|detection|offense|composite|threat|notable|violation)_(?:id|key|uuid|guid)$/,
    /^(?:id|uuid|guid|_id|key|fingerprint|external_id|kibana_alert_uuid)$/,
    /^(?:incident|issue|case|ticket|group)_(?:id|key|uuid|guid|number)$/,
    /^(?:correlation|flow|message|tracking)_id$/,
  ],
  title: [
    /^(?:title|alert_?name|headline|(?:trigger|problem|alarm|detection|violation|incident|monitor|event)_name)$/,
    /^(?:display_name|subject|rule_?(?:name|title)|signature|short_description)$/,
    /^(?:name|summary|search_name)$/,
    /_(?:title|display_name)$/,
    /^(?:message|msg)$/,
    /^rule_description$/,
  ],
  severity: [
    /^severity(?:_(?:name|label|level|text))?$|_severity$/,
    /^(?:priority|level|risk|urgency|criticality|threat_level|risk_score|score)$/,
  ],
  status: [/^(?:status|state|disposition)$/, /_(?:status|state)$/],
  eventType: [/^(?:event_type|alert_type)$/, /^(?:action|category_name|kind)$/, /^type$/],
  description: [/^(?:description|details|long_description)$/, /^(?:message|msg|body|text|reason|full_log)$/],
  category: [/^(?:category|classification|tactic_name)$/],
  eventTime: [
    /^(?:event_?time|timestamp|@timestamp|_?time|occurred_at|raised_at|generated_at|when|detected_at|first_seen|start_time|starts_at)$/,
    /^(?:created|creation|detected|occurred|event|alert|message|raised|triggered)_?(?:at|on|date|time|date_time|time_utc|timestamp)$/,
    /^(?:created|date|updated_?(?:at|on|time|date_time))$/,
  ],
  rule: [/^(?:rule_?(?:name|id|title)|detector|signature_id|policy(?:_name)?|search_name)$/],
  link: [
    /^(?:html_url|permalink|(?:alert|incident|issue|case|detection|finding|event|console|web|portal|results|deep)_?(?:web_?)?(?:url|link))$/,
    /^(?:url|link|external_?url|generator_?url|threat_?url)$/,
  ],
  tags: [/^(?:tags|labels|keywords)$/],
  techniques: [/^(?:mitre.*|technique(?:s|_?ids?)?|attack_techniques?|annotations)$/],
};

/** What stands below one of these tells of another thing than the alert. */
export const OTHER_THINGS =
  /^(?:agent|host|device|endpoint|computer|asset|resource|instance|user|actor|account|owner|assignee|sender|repository|organi[sz]ation|tenant|customer|manager|source|destination|process|file|network|team|project|service|observer|cloud)s?$/;

/** Below these is an id of what raised the alert, not of the alert. */
export const RAISED_BY = /^(?:rule|policy|signature|detector|campaign|search|control|trigger)s?$/;

export const USER_KEY =
  /^(?:user(?:_?name|_?principal_?name|_?id)?|account(?:_?name)?|login|actor|upn|(?:src|source|dst|dest|target|subject|initiating|affected)_?user(?:_?name)?|[sd]user|e?mail|email_?address)$/;
export const DEVICE_KEY =
  /^(?:host(?:_?name)?|computer(?:_?name)?|device(?:_?name|_?dns_?name)?|endpoint(?:_?name)?|machine(?:_?name)?|agent_name|host_name|(?:src|source|dst|dest)_?host(?:_?name)?|[sd]host)$/;
export const COMMAND_KEY =
  /^(?:(?:process_|parent_|initiating_process_)?(?:command|cmd)_?line|cmdline|command|powershell_command)$/;
