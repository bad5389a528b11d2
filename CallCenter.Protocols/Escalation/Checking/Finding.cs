namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>What a finding does to publishing.</summary>
public enum Severity
{
    /// <summary>Published only when a named person accepts it.</summary>
    Warning,
    /// <summary>Not published.</summary>
    Error,
}

/// <summary>Something wrong with a practice's file, where it is, and what its writer can do about it.</summary>
public sealed record Finding(string Code, Severity Severity, string File, int Line, int Column, string What, string WhatToDo)
{
    /// <summary>One line for a terminal.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Code} {(Severity == Severity.Error ? "error" : "warning")}: {What} {WhatToDo}";
}
