namespace CallCenter.Protocols.Triage.Model;

/// <summary>Three-valued logic; "and" is the smaller, "or" the bigger of two values.</summary>
public enum Truth { No, Unknown, Yes }
