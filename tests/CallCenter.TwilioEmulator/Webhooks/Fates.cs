namespace CallCenter.TwilioEmulator.Webhooks;

internal enum CallbackFate
{
    Deliver,
    Duplicate,
    /// <summary>Twice at the same moment, as two of Twilio's machines do it.</summary>
    DuplicateTogether,
    /// <summary>Now, and once more long after.</summary>
    DuplicateLate,
    Delay,
    Drop,
    Reorder,
}

/// <summary>Requests whose answer is carried out (TwiML, inbound texts). They are never dropped: without an answer Twilio has none.</summary>
internal enum QuestionFate
{
    Once,
    /// <summary>The answer was lost on its way; the retry's answer counts.</summary>
    Twice,
    /// <summary>The retry comes while the first is still being worked on; the retry's answer counts.</summary>
    Together,
    /// <summary>The first copy was stuck on its way and arrives long after the retry was answered.</summary>
    Late,
}

internal enum RestFate
{
    Answer,
    ServerError,
    TooManyRequests,
    /// <summary>Nothing is done and nothing is answered.</summary>
    Timeout,
    /// <summary>The work is done, the answer is lost.</summary>
    LostAnswer,
    /// <summary>The work is done; the edge says 502 in HTML.</summary>
    BadGateway,
    /// <summary>Nothing is done; the edge says 503 in HTML.</summary>
    Unavailable,
    /// <summary>The work is done; the answer breaks off in the middle.</summary>
    CutBody,
    /// <summary>The work is done, then silence until the client gives up.</summary>
    Silence,
}
