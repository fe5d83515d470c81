import { SENTINELONE_SEVERITIES } from '../vendor-severity.ts';

const ROWS = SENTINELONE_SEVERITIES.map(
  ({ classification, confidence, severity }) =>
    `{"classification": "${classification ?? '*'}", "confidence": "${confidence ?? '*'}", "is": "${severity}"}`,
).join(',\n    ');

/** The shipped JSONata for SentinelOne's threats, as its API and its webhooks have them: nested, or flat. */
export const SENTINELONE_MAPPING = String.raw`$type($$) = "object" ? (
  $text := function($value) {
    $type($value) = "number" ? $string($value) : $type($value) = "string" and $trim($value) != "" ? $value
  };
  $first := function($values) { $text(($values[$text($) != ""])[0]) };
  $code := function($value) { "\u0060" & $replace($value, /[\u0060\r\n]+/, "'") & "\u0060" };
  $fact := function($label, $value) { $exists($text($value)) ? "- **" & $label & ":** " & $code($text($value)) };
  $section := function($heading, $lines) { $count($lines) > 0 ? "### " & $heading & "\n\n" & $join($lines, "\n") };

  $t := [data, threat, payload][$type($) = "object"][0];
  $t := $exists($t) ? $t : $$;
  $info := $type($t.threatInfo) = "object" ? $t.threatInfo : $t;
  $agent := $merge([$t.agentDetectionInfo, $t.agentRealtimeInfo][$type($) = "object"]);
  $addresses := $first([$agent.agentIpV4]);
  $key := $first([$info.threatId, $t.threatId, $t.id]);
  $name := $first([$info.threatName, $t.name, "Threat"]);
  $host := $first([$agent.agentComputerName, $t.agentComputerName, $t.computerName]);
  $user := $first([$info.processUser, $agent.agentLastLoggedInUserName]);

  /* The first row that fits decides; the rows are those of lib/domain/vendor-severity.ts. */
  $rows := [
    ${ROWS}
  ];
  $classification := $lowercase($first([$info.classification, ""]));
  $confidence := $lowercase($first([$info.confidenceLevel, ""]));
  $said := $first([$t.severity, $info.severity]);
  $table := $rows[
    (classification = "*" or classification = $classification) and (confidence = "*" or confidence = $confidence)
  ][0].is;

  {
    "objectKey": $key,
    "title": $name & ($exists($host) ? " on " & $host : ""),
    "severity": $exists($said) ? $said : $table,
    "rule": $first([$info.detectionRule.name, $info.threatName, $info.classification]),
    "status": $lowercase($first([$info.analystVerdict])) = "false_positive" ? "false_positive" : $first([$info.incidentStatus]),
    "eventType": $first([$info.classification]),
    "category": "Endpoint",
    "description": $join([
      $section("Threat", [
        $fact("Classification", $info.classification),
        $fact("Confidence", $info.confidenceLevel),
        $fact("Mitigation", $info.mitigationStatus),
        $fact("Detected by", $info.detectionType),
        $fact("File", $info.filePath),
        $fact("Started by", $info.originatorProcess),
        $fact("Arguments", $info.maliciousProcessArguments)
      ]),
      $section("Host", [
        $fact("Name", $host),
        $fact("Site", $agent.siteName),
        $fact("System", $first([$agent.agentOsName, $agent.agentOsType])),
        $fact("Address", $addresses),
        $fact("User", $user)
      ]),
      $section("Indicators", $t.indicators.("- " & $first([description, category])))
    ], "\n\n"),
    "customFields": {
      "sentinelStatus": $text($info.incidentStatus),
      "sentinelVerdict": $text($info.analystVerdict),
      "sentinelConfidence": $text($info.confidenceLevel),
      "sentinelMitigation": $text($info.mitigationStatus),
      "sentinelAgentId": $text($agent.agentId),
      "host": $host,
      "site": $text($agent.siteName)
    },
    "links": [{"title": "SentinelOne threat", "url": $first([$t.threatUrl, $info.threatUrl])}],
    "techniques": $t.indicators.tactics.techniques.name.$match($string($), /T\d{4}(\.\d{3})?/).match,
    "eventTime": $first([$info.updatedAt, $info.identifiedAt, $info.createdAt]),
    "observables": [
      {"type": "device", "value": $host, "role": "own"},
      {"type": "user", "value": $user, "role": "victim"},
      $exists($addresses) ? $split($addresses, ",").{"value": $trim($), "role": "own"},
      {"value": $text($agent.externalIp), "role": "own"},
      {"type": "sha256", "value": $text($info.sha256), "role": "implicated"},
      {"type": "sha1", "value": $text($info.sha1), "role": "implicated"},
      {"type": "md5", "value": $text($info.md5), "role": "implicated"},
      {"type": "file_path", "value": $text($info.filePath), "role": "implicated"},
      {"type": "command_line", "value": $text($info.maliciousProcessArguments), "role": "implicated"}
    ]
  }
)
`;
