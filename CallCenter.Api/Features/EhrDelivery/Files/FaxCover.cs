namespace CallCenter.Api.Features.EhrDelivery.Files;

/// <summary>The first page of a fax lies in the open at the other end: whom it is for and from whom, nothing about a patient.</summary>
internal static class FaxCover
{
    public static string Write(string practiceName, string number) => string.Join('\n',
        "FAX", "", $"To: {number}", $"From: the nurse line of {practiceName}", "", "Confidential medical information follows. If this is not your number, destroy it and call the nurse line.", "");
}
