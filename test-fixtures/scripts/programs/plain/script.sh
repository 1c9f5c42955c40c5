#!/bin/sh
echo not go
