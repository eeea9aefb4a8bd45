package dev.ptex.mirror;

import dev.ptex.url.Url;

/**
 * A URL that the site's policy does not let be asked.
 *
 * @param reason one lower-case phrase, which names the rule
 */
public record Refusal(Url url, String reason) {}
