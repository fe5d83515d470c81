import { FALCON_SEVERITIES } from '../vendor-severity.ts';

const BANDS = FALCON_SEVERITIES.map(({ from, severity }) => `{"from": ${from}, "is": "${severity}"}`).join(', ');
const NAMES = FALCON_SEVERITIES.map(({ name, severity }) => `"${name.toLowerCase()}": "${severity}"`).join(', ');

/** The shipped JSONata for Falcon's alerts, whole as the API has them or with the fields that a Fusion workflow writes; alone or under `alert`. */
export const CROWDSTRIKE_MAPPING = String.raw`$type($$) = "object" ? (
  $text := function($value) {
    $type($value) = "number" ? $string($value) : $type($value) = "string" and $trim($value) != "" ? $value
  };
  $first := function($values) { $text(($values[$text($) != ""])[0]) };
  $types := {
    "hash_sha256": "sha256", "hash_md5": "md5", "hash_sha1": "sha1", "domain": "domain", "ipv4": "ipv4", "ipv6": "ipv6"
  };
  $code := function($value) { "\u0060" & $replace($value, /[\u0060\r\n]+/, "'") & "\u0060" };
  $fact := function($label, $value) { $exists($text($value)) ? "- **" & $label & ":** " & $code($text($value)) };
  $section := function($heading, $lines) { $count($lines) > 0 ? "### " & $heading & "\n\n" & $join($lines, "\n") };
  $command := function($label, $process) {
    $exists($text($process.cmdline))
      ? "**" & $label & "** " & ($exists($text($process.filename)) ? $code($text($process.filename)) : "")
        & "\n\n~~~~\n" & $replace($text($process.cmdline), "~~~~", "~ ~ ~ ~") & "\n~~~~"
  };

  $a := $type(alert) = "object" ? alert : $$;
  $device := $a.device;
  $name := $first([$a.display_name, $a.name, $a.description, "Falcon alert"]);
  $host := $first([$device.hostname, $a.hostname]);
  $user := $first([$a.user_name, $a.user_principal]);

  /* The number decides; the bands are those of lib/domain/vendor-severity.ts. */
  $bands := [${BANDS}];
  $names := {${NAMES}};
  $number := $type($a.severity) = "number" ? $a.severity
    : $type($a.severity) = "string" and $contains($a.severity, /^\s*\d+(\.\d+)?\s*%?\s*$/) ? $number($trim($replace($a.severity, "%", "")));
  $named := $lookup($names, $lowercase($first([$a.severity_name, $a.severity])));
  $severity := $exists($number) ? $bands[from <= $number][0].is : $exists($named) ? $named : "medium";

  {
    "objectKey": $first([$a.composite_id]),
    "title": $name & ($exists($host) ? " on " & $host : ""),
    "severity": $severity,
    "rule": $first([$a.name, $a.display_name, $a.pattern_id]),
    "status": $first([$a.status]),
    "eventType": $first([$a.product]),
    "category": $a.product = "idp" ? "Identity & Access" : $a.product = "cwpp" ? "Cloud" : "Endpoint",
    "description": $join([
      $first([$a.description]),
      $section("Host", [
        $fact("Name", $host),
        $fact("Site", $device.site_name),
        $fact("System", $first([$device.os_version, $device.platform_name])),
        $fact("Address", $device.local_ip),
        $fact("User", $user)
      ]),
      $section("Process tree", [
        $command("Grandparent", $a.grandparent_details),
        $command("Parent", $a.parent_details),
        $command("Process", $a)
      ]),
      $section("Disposition", $text($a.pattern_disposition_description))
    ], "\n\n"),
    "tags": $a.tags,
    "customFields": {
      "falconStatus": $text($a.status),
      "falconSeverity": $number,
      "falconProduct": $text($a.product),
      "falconDetection": $text($a.name),
      "falconTactic": $text($a.tactic),
      "falconTechnique": $text($a.technique),
      "falconDisposition": $text($a.pattern_disposition_description),
      "falconAssignee": $text($a.assigned_to_name),
      "host": $host,
      "site": $text($device.site_name),
      "platform": $text($device.platform_name)
    },
    "links": [{"title": "Falcon alert", "url": $text($a.falcon_host_link)}],
    "techniques": [$a.technique_id, $a.mitre_attack.technique_id].$match($string($), /T\d{4}(\.\d{3})?/).match,
    "tactics": [$a.tactic_id, $a.mitre_attack.tactic_id].$match($string($), /TA\d{4}/).match,
    "eventTime": $first([$a.updated_timestamp, $a.timestamp, $a.created_timestamp]),
    "observables": [
      {"type": "device", "value": $host, "role": "own"},
      {"type": "user", "value": $user, "role": "victim"},
      {"value": $text($device.external_ip), "role": "own"},
      {"value": $text($device.local_ip), "role": "own"},
      {"type": "mac", "value": $text($device.mac_address), "role": "own"},
      {"type": "sha256", "value": $text($a.sha256), "role": "implicated"},
      {"type": "md5", "value": $text($a.md5), "role": "implicated"},
      {"type": "sha1", "value": $contains($text($a.sha1), /^0+$/) ? "" : $text($a.sha1), "role": "implicated"},
      {"type": "file_name", "value": $text($a.filename), "role": "related"},
      {"type": "command_line", "value": $text($a.cmdline), "role": "implicated"},
      $a.network_accesses.{"value": $text(remote_address), "role": "implicated"},
      $a.dns_requests.{"value": $text(domain_name), "role": "implicated"},
      $a.ioc_context.{
        "type": $exists($text(ioc_type)) ? $lookup($types, $text(ioc_type)),
        "value": $text(ioc_value),
        "role": "implicated"
      },
      $a.ioc_values.{"value": $text($), "role": "implicated"}
    ]
  }
)
`;
