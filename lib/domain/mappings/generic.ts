/** The shipped JSONata for named sources that have no mapping of their own: the names that most alerting tools give their fields. */
export const GENERIC_MAPPING = String.raw`$type($$) = "object" ? (
  $text := function($value) {
    $type($value) = "number" ? $string($value) : $type($value) = "string" and $trim($value) != "" ? $value
  };
  $first := function($values) { $text(($values[$text($) != ""])[0]) };
  $object := function($value) { $type($value) = "object" ? $value };

  /* Some tools wrap the alert: its fields are read as if they stood outside. */
  $a := $merge([$$, $object(data), $object(incident), $object(event), $object(payload), $object(alert)]);

  $word := $first([$a.severity, $a.severity.name, $a.priority, $a.level, $a.risk]);
  $words := {
    "p1": "critical", "p2": "high", "p3": "medium", "p4": "low", "p5": "informational",
    "emergency": "critical", "fatal": "critical", "urgent": "critical", "error": "high", "major": "high",
    "warning": "medium", "warn": "medium", "minor": "low", "notice": "informational"
  };
  $meaning := $lookup($words, $lowercase($word));

  $tags := $exists($a.tags) ? $a.tags : $a.labels;

  {
    "objectKey": $first([$a.id, $a.alertId, $a.alert_id, $a.uuid, $a.guid, $a.externalId, $a.external_id, $a.key, $a.fingerprint]),
    "title": $first([$a.title, $a.name, $a.summary, $a.subject, $a.alertName, $a.alert_name, $a.rule.name, $a.ruleName]),
    /* An alert that says nothing of its severity must still be seen. */
    "severity": $exists($meaning) ? $meaning : $exists($word) ? $word : "medium",
    "rule": $first([$a.rule.id, $a.rule.name, $a.ruleId, $a.rule_id, $a.ruleName, $a.rule_name, $a.rule]),
    "status": $first([$a.status, $a.state]),
    "eventType": $first([$a.eventType, $a.event_type, $a.action, $a.type]),
    "description": $first([$a.description, $a.message, $a.details, $a.body, $a.text, $a.summary]),
    "category": $first([$a.category]),
    "tags": $type($tags) = "string" ? $split($tags, ",") : $type($tags) = "array" ? $tags,
    "customFields": $object($exists($a.customFields) ? $a.customFields : $exists($a.custom_fields) ? $a.custom_fields : $a.fields),
    "links": [
      {"title": "Open at the source", "url": $first([$a.url, $a.link, $a.permalink, $a.html_url, $a.alertUrl])},
      $a.links.($type($) = "object" ? {"title": $first([title, name]), "url": $first([url, href])} : {"url": $})
    ],
    "techniques": [$a.techniques, $a.mitreTechniques, $a.mitre.techniques].$match($string($), /T\d{4}(\.\d{3})?/).match,
    "tactics": [$a.tactics, $a.mitreTactics, $a.mitre.tactics].$match($string($), /TA\d{4}/).match,
    "eventTime": $first([$a.eventTime, $a.event_time, $a.timestamp, $a.time, $a.occurredAt, $a.createdAt, $a.created_at, $a.date]),
    "observables": [$a.observables, $a.indicators, $a.iocs].(
      $type($) = "object"
        ? {"type": type, "value": $first([value, indicator, ioc]), "role": role}
        : {"value": $}
    )
  }
)
`;
