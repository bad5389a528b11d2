using System.Text.Json.Serialization;

namespace CallCenter.Agent.Wire;

/// <summary>What a nurse is doing. <see cref="NotResponding"/> is set by the server when an offer lapsed; only she ends it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PresenceState>))]
public enum PresenceState { Offline, Available, Offered, OnCall, WrapUp, Away, NotResponding }

/// <summary><c>GET /api/presence</c>, and pushed as <see cref="HubMethods.PresenceChanged"/>.</summary>
/// <param name="AwayNext">She is away once the call she has, or is asked to take, is over for her.</param>
public sealed record PresenceView(Guid StaffId, string Name, PresenceState State, DateTimeOffset Since, bool AwayNext = false);

/// <summary>
/// <c>PUT /api/presence</c>: a nurse may choose <c>Available</c>, <c>Away</c> or <c>Offline</c>; the rest follows from calls. While she has a call,
/// <c>Away</c> and <c>Available</c> say what she is afterwards, and <c>Offline</c> is refused.
/// </summary>
public sealed record PresenceRequest(PresenceState State);
