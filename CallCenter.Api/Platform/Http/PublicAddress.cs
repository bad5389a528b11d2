namespace CallCenter.Api.Platform.Http;

/// <summary>The URL the outside world knows this product by (<c>PublicBaseUrl</c>), without a slash at its end.</summary>
public sealed record PublicAddress(string BaseUrl);
