"""What Schemathesis looks at besides 5xx: every error is told in the shape of the platform that was asked."""

import schemathesis

NOT_SERVED = 501
VAPI = "api.vapi.ai"


def is_twilio_error(body: object, status: int) -> bool:
    """https://www.twilio.com/docs/usage/twilios-response"""
    return (
        isinstance(body, dict)
        and body.keys() == {"code", "message", "more_info", "status"}
        and isinstance(body["code"], int)
        and 10000 <= body["code"] < 100000
        and body["more_info"] == f"https://www.twilio.com/docs/errors/{body['code']}"
        and isinstance(body["message"], str)
        and body["message"] != ""
        and body["status"] == status
    )


def is_vapi_error(body: object, status: int) -> bool:
    """The shape of NestJS; what is in use elsewhere has one of its own."""
    if not isinstance(body, dict):
        return False
    if status == 409 and body.keys() == {"error", "message"}:
        return str(body["error"]).endswith("_pinned")
    messages = body.get("message")
    return (
        body.keys() == {"error", "message", "statusCode"}
        and body["statusCode"] == status
        and isinstance(body["error"], str)
        and (isinstance(messages, str) or isinstance(messages, list) and all(isinstance(one, str) for one in messages))
        and len(messages) > 0
    )


@schemathesis.check
def error_of_the_platform(ctx, response, case) -> None:
    status = response.status_code
    if status < 400 or status == NOT_SERVED or response.request.method == "HEAD":
        return
    content_type = response.headers.get("content-type", [""])[0]
    if content_type.split(";")[0] != "application/json":
        raise AssertionError(f"an error of type {content_type or 'none'}, not JSON: {response.text[:200]}")
    is_error = is_vapi_error if f"/{VAPI}/" in response.request.url else is_twilio_error
    if not is_error(response.json(), status):
        raise AssertionError(f"{status} in a shape that is not the platform's: {response.text[:400]}")
