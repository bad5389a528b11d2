namespace CallCenter.Protocols.Triage.Model;

/// <summary>E blocks loading or saving as ready, A blocks publishing until a named clinician accepts, W is shown.</summary>
public enum Severity { Warning, Approval, Error }

/// <summary>Where a text stands in its file; lines and columns count from 1.</summary>
public readonly record struct Place(string File, int Line, int Column);

/// <summary>One thing found wrong, as a sentence a clinician can act on.</summary>
public sealed record Finding(string Code, string File, int Line, int Column, string What, string Why, string WhatToDo)
{
    public static Finding At(Place place, string code, string what, string why, string whatToDo) =>
        new(code, place.File, place.Line, place.Column, what, why, whatToDo);

    public Severity Severity => Code[0] switch
    {
        'E' => Severity.Error,
        'A' => Severity.Approval,
        _ => Severity.Warning,
    };

    public override string ToString() => $"{File}:{Line}:{Column}: {Code} {What}. {Why}. {WhatToDo}.";
}
