/**
 * The shipped JSONata for Wiz. One expression reads the issue body (the default template, and what customers make of it: fields
 * without the prefix `issue.`, a `url`, notes, enriched detections) and the detection body of Wiz Defend, which has no such prefix.
 */
export const WIZ_MAPPING = String.raw`$type($$) = "object" ? (
  /* Wiz writes "" for what it does not know, a misspelt template variable stays as it is: neither counts. */
  $text := function($value) {
    $type($value) = "number" ? $string($value)
      : $type($value) = "string" and $not($contains($value, /^\s*(\{\{.*\}\}\s*)?$/)) ? $value
  };
  $first := function($values) { $text(($values[$text($) != ""])[0]) };
  $code := function($value) { "\u0060" & $replace($value, /[\u0060\r\n]+/, "'") & "\u0060" };
  $fact := function($label, $value) { $exists($text($value)) ? "- **" & $label & ":** " & $code($text($value)) };

  $prefixed := $type(issue) = "object";
  $issue := $prefixed ? issue : $$;
  $detection := $not($prefixed) and ($exists([threatId, tdrId, triggeringEvents, triggeringEventsCount][0])
    or $contains($text(trigger.source), /^(threat_?)?detections?$/i));
  $trigger := $first([trigger.type, trigger, triggerType]);
  $control := [control, $issue.sourceRule, sourceRule][$type($) = "object"][0];
  $mainRule := $issue.enrichedMainDetection.rule;

  $primaryId := primaryResource.id;
  $resource := $detection
    ? ($exists(resources[id = $primaryId]) ? resources[id = $primaryId][0] : resources[0])
    : [resource, $issue.entitySnapshot, entitySnapshot][$type($) = "object"][0];
  $resourceId := $detection
    ? $first([$resource.externalId, $resource.id])
    : $first([$resource.providerId, $resource.externalId, $resource.id, resourceId]);
  $resourceName := $first([$resource.name, resourceName]);
  $account := cloudAccounts[0];

  $issueId := $first([$issue.id, issueId]);
  $key := $detection ? $first([threatId, id]) : $issueId;
  $status := $first([$issue.status, status]);

  $projects := $issue.projects ~> $exists ? $issue.projects : projects;
  $tags := $type($projects) = "string"
    ? $split($projects, ", ")
    : $projects.($type($) = "object" ? name : $);

  $events := triggeringEvents.(
    $commands := runtimeDetails.processTree.command.$text($);
    $join([
      "- **" & $first([name, "Event"]) & "**" & ($exists($text(eventTime)) ? " at " & $text(eventTime))
        & ($exists($text(actorIP)) ? " from " & $code($text(actorIP))),
      $text(description) ~> $exists ? "  " & $text(description),
      $commands.("\n~~~~\n" & $replace($, "~~~~", "~ ~ ~ ~") & "\n~~~~")
    ], "\n")
  );
  $notes := ($type($issue.notes) = "string" ? $issue.notes : $issue.notes.($type($) = "object" ? text : $))[$text($) != ""];
  $changes := ($issue.changedFields ~> $exists ? $issue.changedFields : changedFields).(
    "- " & $first([name, "Field"]) & ": " & $first([previousValuePrettified, "nothing"]) & " → "
      & $first([newValuePrettified, "nothing"])
  );
  $section := function($heading, $lines) { $count($lines) > 0 ? "### " & $heading & "\n\n" & $join($lines, "\n") };

  {
    "objectKey": $key,
    "title": $first([
      $detection ? title : $control.name, $mainRule.name, title, $issue.title, $issue.name, name,
      $exists($key) ? "Wiz issue " & $key
    ]),
    "severity": $first([$issue.severity, severity, $control.severity]),
    "rule": $first([$control.id, $control.name, $mainRule.name, tdrId]),
    "status": $exists($status) ? $uppercase($replace($status, " ", "_"))
      : $lowercase($trigger) = "resolved" ? "RESOLVED" : "OPEN",
    "eventType": $trigger,
    "category": "Cloud",
    "description": $join([
      $first([$detection ? description : $control.description, $mainRule.description, $issue.description, description]),
      $section("Resource", [
        $fact("Name", $resourceName),
        $fact("Type", $first([$resource.nativeType, $resource.type])),
        $fact("Id", $resourceId),
        $fact("Platform", $first([$resource.cloudPlatform, $account.cloudPlatform])),
        $fact("Subscription", $first([$resource.subscriptionName, $resource.subscriptionId, $account.externalId])),
        $fact("Region", $resource.region)
      ]),
      $section("What happened", $events),
      $section("Changed", $changes),
      $section("Notes", $notes.("- " & $)),
      $section("Resolution", $text($issue.resolutionNote))
    ], "\n\n"),
    "tags": $tags,
    "customFields": {
      "cloudPlatform": $first([$resource.cloudPlatform, $account.cloudPlatform]),
      "subscription": $first([$resource.subscriptionName, $account.name, $account.externalId]),
      "subscriptionId": $first([$resource.subscriptionId, $resource.subscriptionExternalId, $account.externalId]),
      "region": $text($resource.region),
      "resource": $resourceName,
      "resourceId": $resourceId,
      "resourceType": $first([$resource.nativeType, $resource.type]),
      "control": $first([$control.name]),
      "controlId": $first([$control.id]),
      "ruleName": $first([$control.sourceCloudConfigurationRuleName, $mainRule.name]),
      "automationRule": $text(trigger.ruleName),
      "threatId": $text(threatId),
      "detectionId": $detection ? $text(id),
      "detectedBy": $text(tdrSource),
      "dueAt": $text($issue.dueAt)
    },
    "links": [
      {"title": $detection ? "Wiz threat" : "Wiz issue", "url": $first([threatURL, $issue.url, url, issueUrl])},
      {"title": "Cloud console", "url": $first([$resource.cloudProviderURL, cloudProviderURL])}
    ],
    "techniques": [mitreTechniques, $issue.mitreTechniques, $control.mitreTechniques].$match($string($), /T\d{4}(\.\d{3})?/).match,
    "tactics": [mitreTactics, $issue.mitreTactics, $control.mitreTactics].$match($string($), /TA\d{4}/).match,
    "eventTime": $detection
      ? $first([createdAt, timeframe.end])
      : $first([$issue.resolvedAt, $issue.updatedAt, $issue.created, $issue.createdAt]),
    "observables": [
      {"type": "cloud_resource", "value": $resourceId, "role": "own"},
      actors.{
        "type": "user",
        "value": $first([name, externalId]),
        "role": "related"
      }
    ]
  }
)
`;
