namespace CallCenter.Protocols.Triage.Model;

/// <summary>A rule of the practice for every call. It can only raise.</summary>
public sealed record Floor(string Id, Condition When, string To, Words Why);

/// <summary>A named clinician accepted exactly these bytes of a protocol.</summary>
public sealed record Approval(string Protocol, string Version, string Digest, string Approver, DateOnly On, DateOnly? ReviewBy);

/// <summary>A clinician who may approve.</summary>
/// <param name="Until">The last day on which she is responsible; null while no end is known.</param>
public sealed record Approver(string Name, DateOnly? Until);

/// <summary>Words in free text that prompt a question. They never decide anything.</summary>
public sealed record DangerWord(string Id, SearchTerms Terms, string Protocol, string Question);
