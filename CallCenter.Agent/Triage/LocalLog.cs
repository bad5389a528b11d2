namespace CallCenter.Agent.Triage;
public sealed class LocalLog;
