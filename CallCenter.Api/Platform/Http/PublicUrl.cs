namespace CallCenter.Api.Platform.Http;

/// <summary>Where the world reaches us (<c>PublicBaseUrl</c>), for links that leave this process.</summary>
public sealed class PublicUrl(Uri origin)
{
    /// <param name="path">Begins with a slash.</param>
    public string Of(string path) => origin.ToString().TrimEnd('/') + path;
}
