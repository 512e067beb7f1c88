package dev.rollcall.registry;

import dev.rollcall.registry.instance.ServiceName;
import dev.rollcall.registry.service.SettingsEntry;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a service's settings.
 *
 * @param before null when this node knew of none
 * @param after null when the trace of deleted ones was dropped
 */
public record SettingsChange(
    ServiceName service, @Nullable SettingsEntry before, @Nullable SettingsEntry after) {}
