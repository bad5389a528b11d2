namespace CallCenter.Protocols.Escalation.Model;

/// <summary>Where in the practice's file something was written, so that a finding can point at it. Counted from 1.</summary>
public readonly record struct SourceMark(int Line, int Column);
