using System.Text.Json.Serialization;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>Absent is the lowest: for safety absent ≤ unsure ≤ present.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Answer>))]
public enum Answer { Absent, Unsure, Present }

[JsonConverter(typeof(JsonStringEnumConverter<AnswerSource>))]
public enum AnswerSource { Asked, Heard, Chart, Device, CallerOffered, CallHistory }

[JsonConverter(typeof(JsonStringEnumConverter<Intention>))]
public enum Intention { WillFollow, Undecided, WillNotFollow }

/// <summary>A fact as read somewhere.</summary>
/// <param name="Value">Null: asked, and not known.</param>
/// <param name="Detail">Shown with it, such as the medicine's name in the chart.</param>
/// <param name="On">The day the chart says it, where it says one.</param>
public sealed record FactReading(string Fact, FactValue? Value, AnswerSource Source, string? Detail = null, DateOnly? On = null);
