namespace CallCenter.Protocols.Escalation.Versioning;

/// <summary>One difference between two versions of a practice's file, in words a practice manager reads.</summary>
/// <param name="Where">"contact 'dr-lee' › destination 'lee-voice' › to".</param>
/// <param name="Was">Null: it is new.</param>
/// <param name="Is">Null: it is gone.</param>
/// <param name="Line">In the newer text; null when it is gone.</param>
public sealed record FileChange(string Where, string? Was, string? Is, int? Line);
