using System.Text.Json.Serialization;

namespace CallCenter.Protocols;

/// <summary>The five urgencies every screen, queue and escalation file shares; a bigger value is sooner.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Urgency>))]
public enum Urgency { Planned, Routine, Today, Urgent, Emergent }
